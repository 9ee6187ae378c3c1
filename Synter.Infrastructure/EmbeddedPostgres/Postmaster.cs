using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;

namespace Synter.Infrastructure.EmbeddedPostgres;

/// <summary>
/// One running server process. Started from the caller's thread, which must live as long as the server is wanted: the
/// kernel sends the last will when the <em>thread</em> that forked dies, not the process.
/// </summary>
internal sealed partial class Postmaster : IDisposable
{
    private const int Interrupt = 2;
    private const int Quit = 3;
    private const int RememberedLines = 20;

    private readonly Process _process;
    private readonly Queue<string> _lastLines = new();

    private Postmaster(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public bool HasExited => _process.HasExited;

    /// <summary>The end of what the server printed, for when it does not come up.</summary>
    public string LastWords
    {
        get
        {
            lock (_lastLines) return string.Join(" / ", _lastLines);
        }
    }

    public static Postmaster Start(PostgresBinaries binaries, ServerAccount account, string dataFolder, int port, bool durable, ILogger log)
    {
        var command = account.RunServer([binaries.Postgres, "-D", dataFolder, "-p", Text(port), .. Settings(durable)]);
        var process = new Process { StartInfo = Command.StartInfo(command) };
        var postmaster = new Postmaster(process, port);
        process.OutputDataReceived += (_, line) => postmaster.Hear(line.Data, log);
        process.ErrorDataReceived += (_, line) => postmaster.Hear(line.Data, log);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return postmaster;
    }

    /// <summary>A server that outlived the process which started it.</summary>
    public static Postmaster? Adopt(PostmasterFile found)
    {
        try
        {
            return new Postmaster(Process.GetProcessById(found.ProcessId), found.Port);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    public bool WaitForExit(TimeSpan limit) => _process.WaitForExit(limit);

    /// <summary>Fast shutdown; if sessions will not end, at once. Either way the log of changes brings everything back.</summary>
    public void Stop()
    {
        _ = Signal(_process.Id, Interrupt);
        if (WaitForExit(TimeSpan.FromSeconds(10))) return;
        _ = Signal(_process.Id, Quit);
        WaitForExit(TimeSpan.FromSeconds(10));
    }

    public void Dispose() => _process.Dispose();

    private static IEnumerable<string> Settings(bool durable)
    {
        string[] settings =
        [
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=200",
            "shared_buffers=128MB",
            "timezone=UTC",
            "log_timezone=UTC",
            "logging_collector=off",
            // Our statements are short: compiling them costs more than it saves.
            "jit=off",
            .. durable ? Array.Empty<string>() : ["fsync=off", "full_page_writes=off"],
        ];
        return settings.SelectMany(setting => new[] { "-c", setting });
    }

    private void Hear(string? line, ILogger log)
    {
        if (string.IsNullOrWhiteSpace(line)) return;
        log.ServerSaid(line);
        lock (_lastLines)
        {
            _lastLines.Enqueue(line);
            if (_lastLines.Count > RememberedLines) _lastLines.Dequeue();
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int processId, int signal);
}
