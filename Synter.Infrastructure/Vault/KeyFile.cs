using System.Runtime.InteropServices;

namespace Synter.Infrastructure.Vault;

/// <summary>The generated key of an installation that was given none: a file only its owner may read.</summary>
internal static partial class KeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const string Heading = """
        # The vault keys of this Synter, one a line; the first one seals. Without them no stored credential can be opened:
        # back this file up, apart from the database.

        """;

    /// <summary>Reads the file, or makes it. Two processes that start at once end with the same key.</summary>
    public static string ReadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            Create(path);
        }

        return File.ReadAllText(path);
    }

    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var draft = $"{path}.{Path.GetRandomFileName()}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var stream = new FileStream(draft, options))
        using (var writer = new StreamWriter(stream))
        {
            writer.Write(Heading);
            writer.WriteLine(VaultKey.Generate());
            writer.Flush();
            // A key that seals something must outlive a power cut.
            stream.Flush(flushToDisk: true);
        }

        MoveInPlace(draft, path);
    }

    /// <summary>The first one's file holds. <see cref="File.Move(string, string)"/> looks before it renames on Unix, and so can replace it.</summary>
    private static void MoveInPlace(string draft, string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            if (Link(draft, path) != 0 && !File.Exists(path))
            {
                // A file system without links is on one machine's stick, not shared by two starting processes.
                File.Move(draft, path);
                return;
            }

            File.Delete(draft);
            return;
        }

        try
        {
            File.Move(draft, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string added);
}
