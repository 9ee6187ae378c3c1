using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Synter.Infrastructure.EmbeddedPostgres;
using Synter.Tests.Support;

namespace Synter.Tests.EmbeddedPostgres;

/// <summary>A cluster that was made and stopped before, and what its next start may find.</summary>
public sealed class PostgresClusterTests(PostgresClusterTests.MadeBefore before) : IClassFixture<PostgresClusterTests.MadeBefore>
{
    [Fact]
    public async Task Start_Again_FindsDataAndPortAsTheyWere()
    {
        await using var cluster = await before.StartAsync();

        Assert.Equal(7, await cluster.ScalarAsync<int>("SELECT n FROM kept"));
        Assert.Equal(before.Port, cluster.Port);
    }

    [Fact]
    public async Task Start_WorksAsARoleThatCannotPassRowLevelSecurity()
    {
        await using var cluster = await before.StartAsync();

        Assert.Equal("synter:False:False", await cluster.ScalarAsync<string>("SELECT concat(rolname, ':', CASE WHEN rolsuper THEN 'True' ELSE 'False' END, ':', CASE WHEN rolbypassrls THEN 'True' ELSE 'False' END) FROM pg_roles WHERE rolname = current_user"));
        Assert.True(await cluster.ScalarAsync<bool>("SELECT rolbypassrls AND NOT rolcanlogin FROM pg_roles WHERE rolname = 'synter_search'"));
        Assert.True(await cluster.ScalarAsync<bool>("SELECT pg_has_role('synter', 'synter_search', 'MEMBER')"));
    }

    [Fact]
    public async Task Start_KeepsPasswordsToTheOwner()
    {
        await using var cluster = await before.StartAsync();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(cluster.PasswordFile));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(before.Folder.File("superuser.password")));
    }

    [Fact]
    public async Task Start_ServerIsKilled_ComesBackOnTheSamePort()
    {
        await using var cluster = await before.StartAsync();
        var killed = ServerProcessId();

        Process.GetProcessById(killed).Kill();

        await Eventually.TrueAsync(() => cluster.AnswersAsync(), "the server answers again");
        Assert.NotEqual(killed, ServerProcessId());
        Assert.Equal(7, await cluster.ScalarAsync<int>("SELECT n FROM kept"));
    }

    [Fact]
    public async Task Start_LockOfAZombie_IsRemoved()
    {
        // The shell's child ends, and the program that the shell turns into never asks after it.
        using var parent = Process.Start(new ProcessStartInfo("sh", ["-c", "sleep 0 & echo $!; exec sleep 600"]) { RedirectStandardOutput = true })!;
        var zombie = int.Parse((await parent.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        await Eventually.TrueAsync(() => File.ReadAllText($"/proc/{zombie}/stat").Contains(") Z ", StringComparison.Ordinal), "the child is a zombie");
        WriteLock(zombie);

        await using var cluster = await before.StartAsync();

        Assert.True(await cluster.AnswersAsync());
        parent.Kill();
    }

    [Fact]
    public async Task Start_LockOfAnUnrelatedProcess_IsRemoved()
    {
        WriteLock(Environment.ProcessId);

        await using var cluster = await before.StartAsync();

        Assert.True(await cluster.AnswersAsync());
    }

    [Fact]
    public async Task Start_LockCutOff_IsRemoved()
    {
        await File.WriteAllTextAsync(before.Folder.File("cluster/postmaster.pid"), "");

        await using var cluster = await before.StartAsync();

        Assert.True(await cluster.AnswersAsync());
    }

    [Fact]
    public async Task Start_SecondOwnerOfOneFolder_SharesThenTakesOver()
    {
        var first = await before.StartAsync();
        await using var second = await before.StartAsync();
        Assert.Equal(first.Port, second.Port);
        var server = ServerProcessId();

        await first.DisposeAsync();

        await Eventually.TrueAsync(() => second.AnswersAsync(), "the second one has taken over");
        Assert.NotEqual(server, ServerProcessId());
    }

    [Fact]
    public async Task Start_ServerOutlivedItsOwner_IsAdoptedAndThenStopped()
    {
        var postgres = PostgresBinaries.Installed()[0].Postgres;
        string[] command = [postgres, "-D", before.Folder.File("cluster"), "-p", $"{before.Port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="];
        // PostgreSQL refuses to run as root.
        using var orphan = Environment.IsPrivilegedProcess
            ? Process.Start("setpriv", ["--reuid", "postgres", "--regid", "postgres", "--init-groups", .. command])
            : Process.Start(command[0], command[1..]);
        await Eventually.TrueAsync(() => File.Exists(before.Folder.File("cluster/postmaster.pid")) && ServerStatus() == "ready", "the orphan serves");

        await using (var cluster = await before.StartAsync())
        {
            Assert.Equal(orphan.Id, ServerProcessId());
            Assert.True(await cluster.AnswersAsync());
        }

        await orphan.WaitForExitAsync();
        Assert.False(File.Exists(before.Folder.File("cluster/postmaster.pid")));
    }

    private int ServerProcessId() =>
        int.Parse(File.ReadLines(before.Folder.File("cluster/postmaster.pid")).First(), CultureInfo.InvariantCulture);

    private string ServerStatus() => File.ReadAllLines(before.Folder.File("cluster/postmaster.pid")) is { Length: > 7 } lines ? lines[7].Trim() : "";

    private void WriteLock(int processId) =>
        File.WriteAllText(before.Folder.File("cluster/postmaster.pid"), $"{processId}\n{before.Folder.File("cluster")}\n1\n5432\n\n127.0.0.1\n\nready   \n");

    public sealed class MadeBefore : IAsyncLifetime
    {
        public TemporaryFolder Folder { get; } = new();

        public int Port { get; private set; }

        public async Task InitializeAsync()
        {
            await using var first = await StartAsync();
            await first.ExecuteAsync("CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)");
            Port = first.Port;
        }

        public Task DisposeAsync()
        {
            Folder.Dispose();
            return Task.CompletedTask;
        }

        public Task<PostgresCluster> StartAsync() => PostgresCluster.StartAsync(new ClusterOptions { Folder = Folder.Path, Durable = false }, NullLogger.Instance, default);
    }
}
