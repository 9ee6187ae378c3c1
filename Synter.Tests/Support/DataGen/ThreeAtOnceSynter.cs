using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.DataGen;

namespace Synter.Tests.Support.DataGen;

/// <summary>One that makes three records at a time.</summary>
public sealed class ThreeAtOnceSynter : DataGenSynter
{
    public IDataGenQueries Queries => Services.GetRequiredService<IDataGenQueries>();

    protected override IEnumerable<string> MoreSettings => ["--DATAGEN_CONCURRENCY=3"];
}
