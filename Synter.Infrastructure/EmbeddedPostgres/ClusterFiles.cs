using System.Globalization;
using System.Security.Cryptography;
using Synter.Infrastructure.Settings;

namespace Synter.Infrastructure.EmbeddedPostgres;

/// <summary>The files of one cluster: the data folder, and beside it what only Synter may read.</summary>
internal sealed class ClusterFiles(string folder)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Traversable =
        OwnerOnly | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public string Folder => folder;

    public string Data => Path.Combine(folder, "cluster");

    public string Password => Path.Combine(folder, "synter.password");

    public string SuperuserPassword => Path.Combine(folder, "superuser.password");

    public bool Exist => File.Exists(VersionFile);

    public int Major => int.Parse(File.ReadAllText(VersionFile).Trim(), CultureInfo.InvariantCulture);

    /// <summary>The port is kept from one start to the next, so that what an operator noted down stays true.</summary>
    public int? LastPort
    {
        get => File.Exists(PortFile) ? int.Parse(File.ReadAllText(PortFile), CultureInfo.InvariantCulture) : null;
        set => File.WriteAllText(PortFile, string.Create(CultureInfo.InvariantCulture, $"{value}"));
    }

    private string VersionFile => Path.Combine(Data, "PG_VERSION");

    private string PortFile => Path.Combine(folder, "port");

    /// <summary>
    /// The folder where the cluster is or shall be, made and reachable for the server's account; the fallback, when the
    /// account cannot get into the wanted one.
    /// </summary>
    public static ClusterFiles Locate(ClusterOptions options, ServerAccount account)
    {
        foreach (var candidate in new[] { options.Folder, options.FallbackFolder }.OfType<string>())
        {
            var folder = RealPath(Make(Path.GetFullPath(candidate)));
            if (account.CanEnter(folder)) return new ClusterFiles(folder);
        }

        throw new StartupException(
            $"The account {account.Name} cannot enter {options.Folder}, where PostgreSQL's data would be: " +
            "set SYNTER_DATA to a folder whose parents let others through (chmod o+x), or set POSTGRES_URL.");
    }

    /// <summary>Null while another process holds the cluster.</summary>
    public FileStream? TryTakeOwnership()
    {
        try
        {
            return new FileStream(Path.Combine(folder, "owner.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Reads the secret, or makes one that only we can read; says whether it is new.</summary>
    public static string Secret(string path, out bool isNew)
    {
        isNew = !File.Exists(path);
        if (isNew) WriteSecret(path, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
        return File.ReadAllText(path).Trim();
    }

    /// <summary>Written beside and renamed: a crash leaves the whole secret or none.</summary>
    public static void WriteSecret(string path, string secret)
    {
        var beside = path + ".new";
        File.Delete(beside);
        using (var file = new FileStream(beside, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = OwnerOnly,
        }))
        using (var writer = new StreamWriter(file))
            writer.Write(secret);
        File.Move(beside, path, overwrite: true);
    }

    private static string Make(string folder)
    {
        try
        {
            return Directory.CreateDirectory(folder, Traversable).FullName;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"Could not make the folder {folder} for PostgreSQL's data ({refused.Message}): set SYNTER_DATA to a folder that Synter may write to.", refused);
        }
    }

    // The kernel shows a process's folder with links resolved, and the lock is told apart by that.
    private static string RealPath(string folder) => Command.Output("readlink", ["-f", folder]).Trim() is { Length: > 0 } real ? real : folder;
}
