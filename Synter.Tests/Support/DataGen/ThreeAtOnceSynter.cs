using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.DataGen;

namespace Synter.Tests.Support.DataGen;

/// <summary>One that makes three records at a time: <c>[Collection(ThreeAtOnceSynter.Name)]</c>.</summary>
public sealed class ThreeAtOnceSynter : DataGenSynter
{
    public const string Name = "One Synter that makes three at a time";

    public IDataGenQueries Queries => Services.GetRequiredService<IDataGenQueries>();

    protected override IEnumerable<string> MoreSettings => ["--DATAGEN_CONCURRENCY=3"];
}

[CollectionDefinition(ThreeAtOnceSynter.Name)]
public sealed class OneThreeAtOnceSynter : ICollectionFixture<ThreeAtOnceSynter>;
