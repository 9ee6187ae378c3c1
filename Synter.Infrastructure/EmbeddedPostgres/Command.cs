using System.ComponentModel;
using System.Diagnostics;

namespace Synter.Infrastructure.EmbeddedPostgres;

/// <summary>Short-lived programs, run to their end.</summary>
internal static class Command
{
    /// <summary>What the program prints, or nothing when it fails or is not there.</summary>
    public static string Output(string program, IEnumerable<string> arguments) =>
        TryRun([program, .. arguments], out var output) ? output : "";

    public static bool TryRun(IReadOnlyList<string> command, out string output)
    {
        try
        {
            using var process = Process.Start(StartInfo(command))!;
            var errors = process.StandardError.ReadToEndAsync();
            output = process.StandardOutput.ReadToEnd();
            output += errors.GetAwaiter().GetResult();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception missing)
        {
            output = missing.Message;
            return false;
        }
    }

    public static ProcessStartInfo StartInfo(IReadOnlyList<string> command) =>
        new(command[0], command.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            // The current folder may be one that the unprivileged account cannot enter.
            WorkingDirectory = "/",
            Environment = { ["LC_ALL"] = "C.UTF-8", ["TZ"] = "UTC" },
        };
}
