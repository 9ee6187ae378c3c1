using Synter.Domain.Agents.Catalog;
using Synter.Infrastructure.Settings;
using Synter.Tests.Support;

namespace Synter.Tests.Database.Agents;

public sealed class AgentCatalogTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly TestHiring _hiring = new(postgres);

    [Fact]
    public async Task Published_AreFoundByVersion_TheLatestWithoutOne()
    {
        var first = Version("test.found.v1", 1);
        await _hiring.PublishAsync(first);
        Assert.Equal(1, (await _hiring.Catalog.FindAsync("test.found.v1", null, default))!.Version);

        await _hiring.PublishAsync(first, Version("test.found.v1", 2));

        Assert.Equal(2, (await _hiring.Catalog.FindAsync("test.found.v1", null, default))!.Version);
        Assert.Equal(first.Json, (await _hiring.Catalog.FindAsync("test.found.v1", 1, default))!.Json);
        Assert.Null(await _hiring.Catalog.FindAsync("test.found.v1", 3, default));
        Assert.Null(await _hiring.Catalog.FindAsync("test.none.v1", null, default));
        Assert.Equal(2, Assert.Single(await _hiring.Catalog.LatestAsync(default), d => d.Id == "test.found.v1").Version);
    }

    [Fact]
    public async Task Published_KeepTheOrderOfTheirFields()
    {
        await _hiring.PublishAsync();

        var read = (await _hiring.Catalog.FindAsync(WorkshopAgent.Id, 1, default))!;

        Assert.Equal(WorkshopAgent.Definition.Json, read.Json);
    }

    [Fact]
    public async Task Published_AFileThatChangedWithoutANewVersion_StopsTheStart()
    {
        await _hiring.PublishAsync(Version("test.changed.v1", 1));
        await _hiring.PublishAsync(Version("test.changed.v1", 1));

        var stopped = await Assert.ThrowsAsync<StartupException>(() => _hiring.PublishAsync(Version("test.changed.v1", 1, "Another name")));

        Assert.Contains("test.changed.v1.agent.json", stopped.Message, StringComparison.Ordinal);
        Assert.Contains("new version", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shipped_CanBePublished()
    {
        await _hiring.PublishAsync([.. ShippedAgentTypes.Load()]);

        Assert.NotNull(await _hiring.Catalog.FindAsync("marketing.healthcare.v1", null, default));
    }

    private static AgentTypeDefinition Version(string id, int version, string name = "Workshop") => WorkshopAgent.Parse(WorkshopAgent.Json
        .Replace(WorkshopAgent.Id, id, StringComparison.Ordinal)
        .Replace("\"version\": 1", $"\"version\": {version}", StringComparison.Ordinal)
        .Replace("\"name\": \"Workshop\"", $"\"name\": \"{name}\"", StringComparison.Ordinal));
}
