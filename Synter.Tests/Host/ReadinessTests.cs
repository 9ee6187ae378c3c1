using System.Net;
using Npgsql;
using Synter.Tests.Database;
using Synter.Tests.Support;

namespace Synter.Tests.Host;

public sealed class ReadinessTests
{
    [Fact]
    public async Task Ready_AsASuperuser_Is503_AndSaysWhy()
    {
        await using var synter = new RunningAsSuperuser();
        await synter.InitializeAsync();
        using var client = synter.Anonymous();

        using var answer = await client.GetAsync("/health/ready");
        var database = (await answer.JsonAsync())["checks"]!["database"]!;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("failed", database["status"]!.GetValue<string>());
        Assert.Contains("BYPASSRLS", database["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    /// <summary>The right database, reached by the wrong role.</summary>
    private sealed class RunningAsSuperuser : RunningSynter, IAsyncDisposable
    {
        protected override async Task<string> AddressOfAsync(string database) =>
            new NpgsqlConnectionStringBuilder(await TestCluster.SuperuserConnectionStringAsync())
            {
                Database = new NpgsqlConnectionStringBuilder(database).Database,
            }.ConnectionString;

        async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();
    }
}
