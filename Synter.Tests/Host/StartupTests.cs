using System.Net;
using System.Net.Sockets;
using Npgsql;
using Synter.Tests.Database;
using Synter.Tests.Support;

namespace Synter.Tests.Host;

/// <summary>What an operator reads when the configuration is wrong: one sentence, which names the setting and the mend.</summary>
public sealed class StartupTests : IDisposable
{
    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("POSTGRES_URL", "postgresql://synter:hunter2@127.0.0.1:1/synter", "127.0.0.1:1")]
    [InlineData("POSTGRES_URL", "not an address, hunter2", "Host=")]
    [InlineData("ConnectionStrings__Synter", "Host=127.0.0.1;Colour=hunter2", "ConnectionStrings:Synter")]
    [InlineData("LOG_LEVEL", "loud", "LOG_LEVEL")]
    public async Task Setting_Wrong_EndsWithOneSentence(string name, string value, string names)
    {
        var ended = await SynterProcess.RunAsync(Settings((name, value)));

        AssertOneSentence(ended, names);
        Assert.DoesNotContain("hunter2", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_RefusesTheUser_SaysSo()
    {
        var database = new NpgsqlConnectionStringBuilder(await TestCluster.SuperuserConnectionStringAsync()) { Password = "wrong" };

        var ended = await SynterProcess.RunAsync(Settings(("POSTGRES_URL", database.ConnectionString)));

        AssertOneSentence(ended, "POSTGRES_URL");
    }

    [Fact]
    public async Task Database_IsNotThere_SaysSo()
    {
        var database = new NpgsqlConnectionStringBuilder(await TestCluster.SuperuserConnectionStringAsync()) { Database = "nowhere" };

        var ended = await SynterProcess.RunAsync(Settings(("POSTGRES_URL", database.ConnectionString)));

        AssertOneSentence(ended, "nowhere");
    }

    [Fact]
    public async Task Port_Taken_SaysSo()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();

        var ended = await SynterProcess.RunAsync(Settings(("SYNTER_URLS", $"http://127.0.0.1:{((IPEndPoint)holder.LocalEndpoint).Port}")));

        AssertOneSentence(ended, "SYNTER_URLS");
    }

    [Fact]
    public async Task DataFolder_IsAFile_SaysSo()
    {
        await File.WriteAllTextAsync(_data.File("taken"), "");

        var ended = await SynterProcess.RunAsync(Settings(("SYNTER_DATA", _data.File("taken"))));

        AssertOneSentence(ended, "SYNTER_DATA");
    }

    [Fact]
    public async Task Production_WithPendingMigrations_RefusesToServe()
    {
        var empty = await TestCluster.CreateEmptyDatabaseAsync();

        var ended = await SynterProcess.RunAsync(Settings(("POSTGRES_URL", empty), ("DOTNET_ENVIRONMENT", "Production")));

        AssertOneSentence(ended, "SYNTER_MIGRATE");
        await TestCluster.DropDatabaseAsync(empty);
    }

    [Fact]
    public async Task AskedToStop_WhileItStarts_EndsInGoodOrder()
    {
        var database = await TestCluster.CreateDatabaseAsync();
        await using (var connection = new NpgsqlConnection(database))
        {
            await connection.OpenAsync();
            await using var held = await connection.BeginTransactionAsync();
            // The clock starts with the doors, and cannot get on.
            await using (var hold = new NpgsqlCommand("LOCK TABLE quartz.qrtz_locks", connection, held)) await hold.ExecuteNonQueryAsync();
            await using var synter = SynterProcess.Begin(Settings(("POSTGRES_URL", database)));
            await using var ask = new NpgsqlCommand("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = 'quartz.qrtz_locks'::regclass)", connection, held);
            await Eventually.TrueAsync(async () => (bool)(await ask.ExecuteScalarAsync())!, "the clock waits");

            Assert.True(await synter.TerminateAsync() == 0, synter.Errors);
            Assert.Empty(synter.Errors);
        }

        await TestCluster.DropDatabaseAsync(database);
    }

    [Theory]
    [InlineData("libargon2-1", "for f in /usr/lib/*/libargon2.so.*; do mount --bind /dev/null $f; done")]
    [InlineData("postgresql", "mount -t tmpfs none /usr/lib/postgresql; export PATH=/usr/bin:/bin")]
    public async Task Package_Missing_NamesIt(string package, string hide)
    {
        // Only root may make a view of the machine in which something is missing.
        if (!Environment.IsPrivilegedProcess) return;
        var dotnet = Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet" ? Path.GetDirectoryName(path) : "/usr/bin";

        var ended = await SynterProcess.RunAsync(Settings(), "unshare", "--mount", "sh", "-c", $"{hide}; PATH={dotnet}:$PATH; exec \"$@\"", "sh");

        AssertOneSentence(ended, package);
    }

    private Dictionary<string, string> Settings(params (string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string> { ["SYNTER_DATA"] = _data.Path };
        foreach (var (name, value) in settings) all[name] = value;
        return all;
    }

    private static void AssertOneSentence((int ExitCode, string Output, string Errors) ended, string names)
    {
        Assert.NotEqual(0, ended.ExitCode);
        var sentence = Assert.Single(ended.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(names, sentence, StringComparison.Ordinal);
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", ended.Output + ended.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Output + ended.Errors, StringComparison.Ordinal);
    }
}
