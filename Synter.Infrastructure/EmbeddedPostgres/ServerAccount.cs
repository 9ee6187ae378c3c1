using System.Globalization;
using System.Runtime.InteropServices;
using Synter.Infrastructure.Settings;

namespace Synter.Infrastructure.EmbeddedPostgres;

/// <summary>The operating-system account the server runs under: our own, unless we are root.</summary>
internal sealed partial class ServerAccount
{
    private readonly uint _uid;
    private readonly uint _gid;

    private ServerAccount(string? name, uint uid, uint gid) => (Name, _uid, _gid) = (name, uid, gid);

    /// <summary>Null: the server runs as we do.</summary>
    public string? Name { get; }

    public static ServerAccount Choose(IReadOnlyList<string> candidates)
    {
        if (!Environment.IsPrivilegedProcess) return new ServerAccount(null, 0, 0);

        var known = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(fields => fields.Length >= 4)
            .GroupBy(fields => fields[0]).ToDictionary(group => group.Key, group => group.First());
        var name = candidates.FirstOrDefault(known.ContainsKey) ?? throw new StartupException(
            "PostgreSQL does not run as root and this machine has neither of the accounts " +
            $"{string.Join(", ", candidates)}: add one, start Synter as another user, or set POSTGRES_URL.");

        // The login group, which need not bear the account's name (nobody's is nogroup).
        return new ServerAccount(name, Number(known[name][2]), Number(known[name][3]));
    }

    /// <summary>The command that runs <paramref name="command"/> under this account.</summary>
    public IReadOnlyList<string> Run(params IReadOnlyList<string> command) =>
        Name is null ? command : ["setpriv", .. Identity(), .. command];

    /// <summary>
    /// The command for the server itself: in a session of its own, so that Ctrl+C in our terminal does not stop it
    /// before we have finished with it, and with a fast shutdown as its last will should we be killed.
    /// </summary>
    public IReadOnlyList<string> RunServer(params IReadOnlyList<string> command) =>
        ["setsid", "setpriv", .. Name is null ? [] : Identity(), "--pdeathsig", "INT", .. command];

    public bool CanEnter(string folder) => Name is null || Command.TryRun(Run("test", "-x", folder), out _);

    /// <summary>Gives the account a file or an (empty) folder that we made.</summary>
    public void Own(string path)
    {
        if (Name is not null && ChangeOwner(path, _uid, _gid) != 0)
            throw new StartupException($"Could not give {path} to the account {Name} ({Marshal.GetLastPInvokeErrorMessage()}): set SYNTER_DATA to a folder on a local disk, or set POSTGRES_URL.");
    }

    private string[] Identity() =>
        ["--reuid", Text(_uid), "--regid", Text(_gid), "--init-groups", "--inh-caps=-all"];

    private static uint Number(string text) => uint.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(uint number) => number.ToString(CultureInfo.InvariantCulture);

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint uid, uint gid);
}
