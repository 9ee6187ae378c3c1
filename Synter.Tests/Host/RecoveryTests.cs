using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Synter.Tests.Support;

namespace Synter.Tests.Host;

/// <summary>The embedded database under a Synter that is stopped, killed and started again.</summary>
public sealed class RecoveryTests : IDisposable
{
    private const string Password = "correct horse battery";

    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task SecondStart_FindsEverythingAsItWas()
    {
        string workspace;
        await using (var first = await StartAsync())
        {
            await Eventually.TrueAsync(() => first.Output.Contains("Sign in as admin@example.com", StringComparison.Ordinal), "the admin is announced");
            workspace = await WorkspaceAsync(first);
            Assert.Equal(0, await first.TerminateAsync());
        }

        Assert.False(File.Exists(_data.File("postgres/cluster/postmaster.pid")));
        await using var second = await StartAsync();

        Assert.Equal(workspace, await WorkspaceAsync(second));
        Assert.DoesNotContain("Sign in as", second.Output, StringComparison.Ordinal);
        await second.TerminateAsync();
    }

    [Fact]
    public async Task Killed_ItsDatabaseStopsToo_AndTheNextStartGoesOn()
    {
        var first = await StartAsync();
        var workspace = await WorkspaceAsync(first);
        var server = ServerProcessId();

        await first.KillAsync();

        await Eventually.TrueAsync(() => !IsRunning(server), "the database has followed Synter");
        await using var second = await StartAsync();
        Assert.Equal(workspace, await WorkspaceAsync(second));
        await second.TerminateAsync();
    }

    [Fact]
    public async Task KilledTogetherWithItsDatabase_TheNextStartGoesOn()
    {
        var first = await StartAsync();
        var workspace = await WorkspaceAsync(first);
        using (var server = Process.GetProcessById(ServerProcessId()))
        {
            await first.KillAsync();
            server.Kill();
        }

        await using var second = await StartAsync();

        Assert.Equal(workspace, await WorkspaceAsync(second));
        await second.TerminateAsync();
    }

    [Fact]
    public async Task Doctor_IsToldWhereTheDatabaseIs()
    {
        await using var synter = await StartAsync();

        var note = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(_data.File("database.json")))!;

        Assert.Equal("127.0.0.1", note["host"]!.GetValue<string>());
        Assert.Equal("synter", note["user"]!.GetValue<string>());
        Assert.True(File.Exists(note["password_file"]!.GetValue<string>()));
        await synter.TerminateAsync();
    }

    private Task<SynterProcess> StartAsync() =>
        SynterProcess.StartAsync(new Dictionary<string, string> { ["SYNTER_DATA"] = _data.Path, ["SYNTER_ADMIN_PASSWORD"] = Password });

    private static async Task<string> WorkspaceAsync(SynterProcess synter)
    {
        using var client = new HttpClient { BaseAddress = synter.Address };
        using var answer = await client.PostAsJsonAsync("/auth/login", new { email = "admin@example.com", password = Password });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.JsonAsync())["workspace"]!["id"]!.GetValue<string>();
    }

    private int ServerProcessId() =>
        int.Parse(File.ReadLines(_data.File("postgres/cluster/postmaster.pid")).First(), CultureInfo.InvariantCulture);

    // A zombie, where nobody asks after it, has an empty command line.
    private static bool IsRunning(int processId) =>
        File.Exists($"/proc/{processId}/cmdline") && File.ReadAllText($"/proc/{processId}/cmdline").Length > 0;
}
