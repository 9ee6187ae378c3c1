using System.Globalization;

namespace Synter.Infrastructure.EmbeddedPostgres;

/// <summary>
/// What <c>postmaster.pid</c> says. PostgreSQL refuses to start while the process named there exists, and a zombie or a
/// recycled number also exists: in a container whose first process does not reap, a killed server would lock its
/// cluster out for ever. So the process is looked at before its file is believed.
/// </summary>
internal sealed record PostmasterFile(string DataFolder, int ProcessId, int Port, string Status)
{
    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, "postmaster.pid");

    public static PostmasterFile? Read(string dataFolder)
    {
        try
        {
            // Lines: pid, data folder, start time, port, socket folder, listen address, shared memory, status.
            var lines = File.ReadAllLines(PathIn(dataFolder));
            return new PostmasterFile(
                dataFolder,
                Math.Abs(int.Parse(lines[0], CultureInfo.InvariantCulture)),
                lines.Length > 3 ? int.Parse(lines[3], CultureInfo.InvariantCulture) : 0,
                lines.Length > 7 ? lines[7].Trim() : "starting");
        }
        catch (IOException)
        {
            return null;
        }
        catch (Exception unreadable) when (unreadable is FormatException or IndexOutOfRangeException)
        {
            // Cut off by a crash. No process answers to number 0, so it is stale.
            return new PostmasterFile(dataFolder, 0, 0, "unreadable");
        }
    }

    public bool IsReady => Status == "ready" && IsAlive;

    /// <summary>The process exists and is a server on this very folder.</summary>
    public bool IsAlive => ProcessId > 0 && Arguments(ProcessId).Contains(DataFolder);

    /// <summary>Some process still works in the folder: children of a killed server take a moment to notice.</summary>
    public bool FolderIsInUse => Directory.EnumerateDirectories("/proc").Any(WorksInFolder);

    public void Delete() => File.Delete(PathIn(DataFolder));

    private bool WorksInFolder(string process)
    {
        try
        {
            return char.IsAsciiDigit(Path.GetFileName(process)[0])
                && File.ResolveLinkTarget(Path.Combine(process, "cwd"), returnFinalTarget: false)?.FullName == DataFolder;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string[] Arguments(int processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/cmdline").Split('\0');
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
