using System.Diagnostics;

namespace Synter.Tests.Support.Node;

/// <summary>
/// A server of somebody else's that runs in Node, beside the tests. Node itself is the one that Playwright carries; the packages
/// are those of package-lock.json, fetched once by npm.
/// </summary>
public sealed class NodeProgram : IAsyncDisposable
{
    /// <summary>Generous: the packages may have to be fetched over a slow line.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    private static readonly Lazy<Task> s_packages = new(InstallAsync);

    private readonly Process _process;

    private NodeProgram(Process process) => _process = process;

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Support", "Node");

    public static async Task<NodeProgram> StartAsync(string script)
    {
        await s_packages.Value;
        var start = new ProcessStartInfo(NodeOfPlaywright(), [Path.Combine(Folder, script)]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        // What it says there is for people; unread it would come to a stop.
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return new NodeProgram(process);
    }

    /// <summary>The next line it says.</summary>
    public async Task<string> ReadLineAsync() =>
        await _process.StandardOutput.ReadLineAsync().WaitAsync(s_limit) ?? throw new InvalidOperationException("The program ended.");

    public async Task WriteLineAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    public async ValueTask DisposeAsync()
    {
        // It ends with its input.
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task InstallAsync()
    {
        var (wanted, have) = (Path.Combine(Folder, "package-lock.json"), Path.Combine(Folder, "node_modules", ".of"));
        var text = await File.ReadAllTextAsync(wanted);
        if (File.Exists(have) && await File.ReadAllTextAsync(have) == text) return;

        using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", Folder]) { RedirectStandardError = true, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("npm does not start.");
        var (said, complained) = (npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
        await npm.WaitForExitAsync().WaitAsync(s_limit);
        Assert.True(npm.ExitCode == 0, $"npm ci failed: {await said}{await complained}");
        await File.WriteAllTextAsync(have, text);
    }

    private static string NodeOfPlaywright() =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, ".playwright", "node"), "node", SearchOption.AllDirectories).FirstOrDefault() ?? "node";
}
