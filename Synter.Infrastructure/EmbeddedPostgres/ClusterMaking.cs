using Microsoft.Extensions.Logging;
using Synter.Infrastructure.Settings;

namespace Synter.Infrastructure.EmbeddedPostgres;

/// <summary>Which PostgreSQL a cluster is run by, and how a new one is made.</summary>
internal static class ClusterMaking
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The newest, for a new cluster; else the one that made it: the files of a major version are no other's.</summary>
    public static PostgresBinaries BinariesFor(ClusterFiles files)
    {
        var installed = PostgresBinaries.Installed();
        if (!files.Exist)
        {
            return installed.Count > 0 ? installed[0] : throw new StartupException(
                $"No PostgreSQL server of version {PostgresBinaries.OldestMajor} or newer is installed: apt-get install postgresql, or set POSTGRES_URL to a database of yours.");
        }

        var major = files.Major;
        return installed.FirstOrDefault(found => found.Major == major) ?? throw new StartupException(
            $"The database in {files.Data} was made by PostgreSQL {major}, which is not installed: apt-get install postgresql-{major}, or set SYNTER_DATA to another folder.");
    }

    /// <summary>Made beside and renamed, so that a killed initdb leaves no half cluster.</summary>
    public static void Make(ClusterFiles files, PostgresBinaries binaries, ServerAccount account, bool durable, ILogger log)
    {
        log.MakingCluster(binaries.Major, files.Folder);
        var beside = files.Data + ".new";
        var password = beside + ".password";
        if (Directory.Exists(beside)) Directory.Delete(beside, recursive: true);
        Directory.CreateDirectory(beside, OwnerOnly);
        ClusterFiles.WriteSecret(password, ClusterFiles.Secret(files.SuperuserPassword, out _));
        account.Own(beside);
        account.Own(password);

        // Waiting for the disk would take most of a first start. The server syncs what it commits; the rest follows below.
        var made = Command.TryRun(account.Run(
            binaries.Initdb, "-D", beside, "-U", "postgres", "-A", "scram-sha-256", "--pwfile", password, "-E", "UTF8", "--locale=C.UTF-8", "--no-instructions", "--no-sync"), out var output);
        File.Delete(password);
        if (!made) throw new StartupException($"PostgreSQL could not make its data folder in {files.Folder}: {LastLine(output)}");
        Directory.Move(beside, files.Data);
        if (durable) _ = Task.Run(() => Command.TryRun(["sync", "-f", files.Data], out _));
    }

    private static string LastLine(string output) =>
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "it said nothing.";
}
