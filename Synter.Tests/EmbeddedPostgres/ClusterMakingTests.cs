using Microsoft.Extensions.Logging.Abstractions;
using Synter.Infrastructure.EmbeddedPostgres;
using Synter.Infrastructure.Settings;
using Synter.Tests.Support;

namespace Synter.Tests.EmbeddedPostgres;

/// <summary>A cluster where there is none yet, or none of use.</summary>
public sealed class ClusterMakingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_HalfMadeCluster_IsMadeAnew()
    {
        Directory.CreateDirectory(_folder.File("cluster.new/base"));

        await using var cluster = await StartAsync();

        Assert.True(await cluster.AnswersAsync());
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

        Assert.True(await cluster.AnswersAsync());
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
}
