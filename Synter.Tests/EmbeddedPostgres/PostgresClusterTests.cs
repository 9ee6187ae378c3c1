using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Synter.Infrastructure.EmbeddedPostgres;
using Synter.Infrastructure.Settings;
using Synter.Tests.Support;

namespace Synter.Tests.EmbeddedPostgres;

public sealed class PostgresClusterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_Again_FindsDataAndPortAsTheyWere()
    {
        int port;
        await using (var first = await StartAsync())
        {
            await ExecuteAsync(first.ConnectionString, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)");
            port = first.Port;
        }

        await using var second = await StartAsync();

        Assert.Equal(7, await ScalarAsync<int>(second.ConnectionString, "SELECT n FROM kept"));
        Assert.Equal(port, second.Port);
    }

    [Fact]
    public async Task Start_WorksAsARoleThatCannotPassRowLevelSecurity()
    {
        await using var cluster = await StartAsync();

        Assert.Equal("synter:False:False", await ScalarAsync<string>(cluster.ConnectionString,
            "SELECT concat(rolname, ':', CASE WHEN rolsuper THEN 'True' ELSE 'False' END, ':', CASE WHEN rolbypassrls THEN 'True' ELSE 'False' END) FROM pg_roles WHERE rolname = current_user"));
        Assert.True(await ScalarAsync<bool>(cluster.ConnectionString, "SELECT rolbypassrls AND NOT rolcanlogin FROM pg_roles WHERE rolname = 'synter_search'"));
        Assert.True(await ScalarAsync<bool>(cluster.ConnectionString, "SELECT pg_has_role('synter', 'synter_search', 'MEMBER')"));
    }

    [Fact]
    public async Task Start_KeepsPasswordsToTheOwner()
    {
        await using var cluster = await StartAsync();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(cluster.PasswordFile));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.File("superuser.password")));
    }

    [Fact]
    public async Task Start_ServerIsKilled_ComesBackOnTheSamePort()
    {
        await using var cluster = await StartAsync();
        await ExecuteAsync(cluster.ConnectionString, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)");
        var killed = ServerProcessId();

        Process.GetProcessById(killed).Kill();

        await Eventually.TrueAsync(() => AnswersAsync(cluster.ConnectionString), "the server answers again");
        Assert.NotEqual(killed, ServerProcessId());
        Assert.Equal(7, await ScalarAsync<int>(cluster.ConnectionString, "SELECT n FROM kept"));
    }

    [Fact]
    public async Task Start_LockOfAZombie_IsRemoved()
    {
        await (await StartAsync()).DisposeAsync();
        // The shell's child ends, and the program that the shell turns into never asks after it.
        using var parent = Process.Start(new ProcessStartInfo("sh", ["-c", "sleep 0 & echo $!; exec sleep 600"]) { RedirectStandardOutput = true })!;
        var zombie = int.Parse((await parent.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        await Eventually.TrueAsync(() => File.ReadAllText($"/proc/{zombie}/stat").Contains(") Z ", StringComparison.Ordinal), "the child is a zombie");
        WriteLock(zombie);

        await using var cluster = await StartAsync();

        Assert.True(await AnswersAsync(cluster.ConnectionString));
        parent.Kill();
    }

    [Fact]
    public async Task Start_LockOfAnUnrelatedProcess_IsRemoved()
    {
        await (await StartAsync()).DisposeAsync();
        WriteLock(Environment.ProcessId);

        await using var cluster = await StartAsync();

        Assert.True(await AnswersAsync(cluster.ConnectionString));
    }

    [Fact]
    public async Task Start_LockCutOff_IsRemoved()
    {
        await (await StartAsync()).DisposeAsync();
        await File.WriteAllTextAsync(_folder.File("cluster/postmaster.pid"), "");

        await using var cluster = await StartAsync();

        Assert.True(await AnswersAsync(cluster.ConnectionString));
    }

    [Fact]
    public async Task Start_SecondOwnerOfOneFolder_SharesThenTakesOver()
    {
        var first = await StartAsync();
        await using var second = await StartAsync();
        Assert.Equal(first.Port, second.Port);
        var server = ServerProcessId();

        await first.DisposeAsync();

        await Eventually.TrueAsync(() => AnswersAsync(second.ConnectionString), "the second one has taken over");
        Assert.NotEqual(server, ServerProcessId());
    }

    [Fact]
    public async Task Start_ServerOutlivedItsOwner_IsAdoptedAndThenStopped()
    {
        int port;
        await using (var first = await StartAsync()) port = first.Port;
        var postgres = PostgresBinaries.Installed()[0].Postgres;
        string[] command = [postgres, "-D", _folder.File("cluster"), "-p", $"{port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="];
        // PostgreSQL refuses to run as root.
        using var orphan = Environment.IsPrivilegedProcess
            ? Process.Start("setpriv", ["--reuid", "postgres", "--regid", "postgres", "--init-groups", .. command])
            : Process.Start(command[0], command[1..]);
        await Eventually.TrueAsync(() => File.Exists(_folder.File("cluster/postmaster.pid")) && ServerStatus() == "ready", "the orphan serves");

        await using (var cluster = await StartAsync())
        {
            Assert.Equal(orphan.Id, ServerProcessId());
            Assert.True(await AnswersAsync(cluster.ConnectionString));
        }

        await orphan.WaitForExitAsync();
        Assert.False(File.Exists(_folder.File("cluster/postmaster.pid")));
    }

    [Fact]
    public async Task Start_HalfMadeCluster_IsMadeAnew()
    {
        Directory.CreateDirectory(_folder.File("cluster.new/base"));

        await using var cluster = await StartAsync();

        Assert.True(await AnswersAsync(cluster.ConnectionString));
    }

    [Fact]
    public async Task Start_ClusterOfAMissingMajor_NamesIt()
    {
        Directory.CreateDirectory(_folder.File("cluster"));
        await File.WriteAllTextAsync(_folder.File("cluster/PG_VERSION"), "9");

        var refused = await Assert.ThrowsAsync<StartupException>(StartAsync);

        Assert.Contains("postgresql-9", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_AsNobody_UsesTheLoginGroup()
    {
        await using var cluster = await PostgresCluster.StartAsync(Options() with { Accounts = ["nobody"] }, NullLogger.Instance, default);

        Assert.True(await AnswersAsync(cluster.ConnectionString));
    }

    [Fact]
    public async Task Start_FolderBehindAPrivateParent_FallsBackOrSaysSo()
    {
        // Only root changes to another account; everybody else can enter what is theirs.
        if (!Environment.IsPrivilegedProcess) return;
        using var fallback = new TemporaryFolder();
        var hidden = Directory.CreateDirectory(_folder.File("home"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var options = Options() with { Folder = Path.Combine(hidden.FullName, "postgres") };

        var refused = await Assert.ThrowsAsync<StartupException>(() => PostgresCluster.StartAsync(options, NullLogger.Instance, default));
        await using var cluster = await PostgresCluster.StartAsync(options with { FallbackFolder = fallback.Path }, NullLogger.Instance, default);

        Assert.Contains("SYNTER_DATA", refused.Message, StringComparison.Ordinal);
        Assert.Equal(fallback.Path, cluster.Folder);
    }

    private ClusterOptions Options() => new() { Folder = _folder.Path, Durable = false };

    private Task<PostgresCluster> StartAsync() => PostgresCluster.StartAsync(Options(), NullLogger.Instance, default);

    private int ServerProcessId() =>
        int.Parse(File.ReadLines(_folder.File("cluster/postmaster.pid")).First(), CultureInfo.InvariantCulture);

    private string ServerStatus() => File.ReadAllLines(_folder.File("cluster/postmaster.pid")) is { Length: > 7 } lines ? lines[7].Trim() : "";

    private void WriteLock(int processId) =>
        File.WriteAllText(_folder.File("cluster/postmaster.pid"), $"{processId}\n{_folder.File("cluster")}\n1\n5432\n\n127.0.0.1\n\nready   \n");

    private static async Task<bool> AnswersAsync(string connectionString)
    {
        try
        {
            return await ScalarAsync<int>(connectionString, "SELECT 1") == 1;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await source.CreateCommand(sql).ExecuteNonQueryAsync();
    }

    private static async Task<T> ScalarAsync<T>(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        return (T)(await source.CreateCommand(sql).ExecuteScalarAsync())!;
    }
}
