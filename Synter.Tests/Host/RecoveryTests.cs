using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Synter.Tests.Support;

namespace Synter.Tests.Host;

/// <summary>The embedded database under a Synter that is stopped, killed and started again.</summary>
public sealed class RecoveryTests(RecoveryTests.FirstStart before) : IClassFixture<RecoveryTests.FirstStart>
{
    private const string Password = "correct horse battery";

    [Fact]
    public void FirstStart_SaysWhoMaySignIn_AndStopsItsDatabase()
    {
        Assert.Contains("Sign in as admin@example.com", before.Output, StringComparison.Ordinal);
        Assert.Equal(0, before.ExitCode);
        Assert.True(before.LeftNoServer);
    }

    [Fact]
    public async Task NextStart_FindsEverythingAsItWas_HoweverTheLastOneEnded()
    {
        await using (var stoppedBefore = await StartAgainAsync())
        {
            TellsDoctorWhereItsDatabaseIs();
            var server = before.ServerProcessId();
            await stoppedBefore.KillAsync();
            await Eventually.TrueAsync(() => !IsRunning(server), "the database has followed Synter");
            // The one before was stopped in good order: no node has failed.
            Assert.DoesNotContain("failed or restarted", stoppedBefore.Output, StringComparison.Ordinal);
        }

        await using (var killedBefore = await StartAgainAsync())
        {
            using var server = Process.GetProcessById(before.ServerProcessId());
            await killedBefore.KillAsync();
            server.Kill();
        }

        await using var killedBeforeWithItsDatabase = await StartAgainAsync();
        await killedBeforeWithItsDatabase.TerminateAsync();
    }

    private async Task<SynterProcess> StartAgainAsync()
    {
        var next = await before.StartAgainAsync();
        Assert.Equal(before.Workspace, await WorkspaceAsync(next));
        Assert.DoesNotContain("Sign in as", next.Output, StringComparison.Ordinal);
        return next;
    }

    private void TellsDoctorWhereItsDatabaseIs()
    {
        var note = JsonNode.Parse(File.ReadAllText(before.Data.File("database.json")))!;
        Assert.Equal("127.0.0.1", note["host"]!.GetValue<string>());
        Assert.Equal("synter", note["user"]!.GetValue<string>());
        Assert.True(File.Exists(note["password_file"]!.GetValue<string>()));
    }

    private static async Task<string> WorkspaceAsync(SynterProcess synter)
    {
        using var client = new HttpClient { BaseAddress = synter.Address };
        using var answer = await client.PostAsJsonAsync("/auth/login", new { email = "admin@example.com", password = Password });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.JsonAsync())["workspace"]!["id"]!.GetValue<string>();
    }

    // A zombie, where nobody asks after it, has an empty command line.
    private static bool IsRunning(int processId) =>
        File.Exists($"/proc/{processId}/cmdline") && File.ReadAllText($"/proc/{processId}/cmdline").Length > 0;

    /// <summary>A Synter that was started in an empty folder, and stopped as an init system would.</summary>
    public sealed class FirstStart : IAsyncLifetime
    {
        public TemporaryFolder Data { get; } = new();

        public string Output { get; private set; } = "";

        public string Workspace { get; private set; } = "";

        public int ExitCode { get; private set; }

        public bool LeftNoServer { get; private set; }

        private string ServerFile => Data.File("postgres/cluster/postmaster.pid");

        public async Task InitializeAsync()
        {
            await using var first = await StartAgainAsync();
            await Eventually.TrueAsync(() => first.Output.Contains("Sign in as", StringComparison.Ordinal), "the admin is announced");
            Workspace = await WorkspaceAsync(first);
            ExitCode = await first.TerminateAsync();
            LeftNoServer = !File.Exists(ServerFile);
            Output = first.Output;
        }

        public Task DisposeAsync()
        {
            Data.Dispose();
            return Task.CompletedTask;
        }

        public Task<SynterProcess> StartAgainAsync() =>
            SynterProcess.StartAsync(new Dictionary<string, string> { ["SYNTER_DATA"] = Data.Path, ["SYNTER_ADMIN_PASSWORD"] = Password });

        public int ServerProcessId() => int.Parse(File.ReadLines(ServerFile).First(), CultureInfo.InvariantCulture);
    }
}
