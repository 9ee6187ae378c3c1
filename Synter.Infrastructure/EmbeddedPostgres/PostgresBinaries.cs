using System.Globalization;
using System.Text.RegularExpressions;

namespace Synter.Infrastructure.EmbeddedPostgres;

/// <summary>One installed PostgreSQL server: the folder that holds <c>initdb</c> and <c>postgres</c> side by side.</summary>
public sealed partial record PostgresBinaries(string Folder, int Major)
{
    /// <summary>Views with <c>security_invoker</c>, on which tenancy rests, came with this version.</summary>
    public const int OldestMajor = 15;

    public string Initdb => Path.Combine(Folder, "initdb");

    public string Postgres => Path.Combine(Folder, "postgres");

    /// <summary>Every usable server on this machine, the newest first.</summary>
    public static IReadOnlyList<PostgresBinaries> Installed() =>
        [.. Folders().Distinct().Select(Inspect).OfType<PostgresBinaries>()
            .Where(found => found.Major >= OldestMajor)
            .OrderByDescending(found => found.Major)];

    private static IEnumerable<string> Folders() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Concat(Versions("/usr/lib/postgresql", "*", "bin"))
            .Concat(Versions("/usr", "pgsql-*", "bin"));

    private static IEnumerable<string> Versions(string parent, string pattern, string below) =>
        Directory.Exists(parent)
            ? Directory.EnumerateDirectories(parent, pattern).Select(folder => Path.Combine(folder, below))
            : [];

    private static PostgresBinaries? Inspect(string folder)
    {
        // PATH often holds only the client's wrappers: both server programs must be there.
        if (!File.Exists(Path.Combine(folder, "initdb")) || !File.Exists(Path.Combine(folder, "postgres"))) return null;

        // The distributions' folders bear the version; to ask the server takes a tenth of a second of every start.
        var version = FolderPattern().Match(folder);
        if (!version.Success) version = VersionPattern().Match(Command.Output(Path.Combine(folder, "postgres"), ["--version"]));
        return version.Success
            ? new PostgresBinaries(folder, int.Parse(version.Groups[1].Value, CultureInfo.InvariantCulture))
            : null;
    }

    [GeneratedRegex(@"^/usr/(?:lib/postgresql/|pgsql-)(\d+)/bin$")]
    private static partial Regex FolderPattern();

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex VersionPattern();
}
