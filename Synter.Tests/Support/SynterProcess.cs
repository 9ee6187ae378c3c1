using System.Diagnostics;
using System.Globalization;
using System.Text;
using Synter.Tests.Database;

namespace Synter.Tests.Support;

/// <summary>Synter as a program of its own: what is to be killed, or to fail at the start, cannot run inside the tests.</summary>
public sealed class SynterProcess : IAsyncDisposable
{
    private const string Ready = "Synter is ready at ";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Uri? _address;

    private SynterProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public Uri Address => _address ?? throw new InvalidOperationException("It does not listen yet.");

    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>What it wrote as an error, once it has ended.</summary>
    public string Errors
    {
        get
        {
            lock (_errors) return _errors.ToString();
        }
    }

    /// <summary>Starts and waits for nothing.</summary>
    public static SynterProcess Begin(IReadOnlyDictionary<string, string> settings) => Launch(settings, ["dotnet", Program]);

    /// <summary>Starts and waits until it listens.</summary>
    public static Task<SynterProcess> StartAsync(IReadOnlyDictionary<string, string> settings) => StartAsync(settings, ["dotnet", Program]);

    /// <summary>Starts on a test's database and folder, with the tests' admin.</summary>
    public static Task<SynterProcess> StartAsync(PostgresFixture postgres, TemporaryFolder data, IReadOnlyDictionary<string, string> settings) =>
        StartAsync(new Dictionary<string, string>(settings)
        {
            ["SYNTER_DATA"] = data.Path,
            ["POSTGRES_URL"] = postgres.ConnectionString,
            ["SYNTER_ADMIN_PASSWORD"] = RunningSynter.AdminPassword,
        });

    public static async Task<SynterProcess> StartAsync(IReadOnlyDictionary<string, string> settings, string[] command)
    {
        var synter = Launch(settings, command);
        using var limit = new CancellationTokenSource(Limit);
        // Whichever comes first; past the limit the second one does.
        if (await Task.WhenAny(synter._ready.Task, synter._process.WaitForExitAsync(limit.Token)) == synter._ready.Task) return synter;
        var said = synter.Output + synter.Errors;
        await synter.DisposeAsync();
        throw new InvalidOperationException($"Synter did not start: {said}");
    }

    /// <summary>Runs one that is expected to end by itself; answers its exit code.</summary>
    /// <param name="before">A command that runs the program under other circumstances.</param>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(IReadOnlyDictionary<string, string> settings, params string[] before)
    {
        await using var synter = Launch(settings, [.. before, "dotnet", Program]);
        using var limit = new CancellationTokenSource(Limit);
        await synter._process.WaitForExitAsync(limit.Token);
        return (synter._process.ExitCode, synter.Output, synter.Errors);
    }

    /// <summary>The admin's client, with a Bearer token.</summary>
    public async Task<HttpClient> SignInAsync()
    {
        var client = new HttpClient { BaseAddress = Address };
        await client.SignInAsync(RunningSynter.AdminEmail, RunningSynter.AdminPassword);
        return client;
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>As an init system would; answers the exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    private static string Program => Path.Combine(AppContext.BaseDirectory, "Synter.Web.dll");

    private static SynterProcess Launch(IReadOnlyDictionary<string, string> settings, string[] command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("SYNTER_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["SYNTER_URLS"] = "http://127.0.0.1:0";
        foreach (var (name, value) in settings) start.Environment[name] = value;

        var synter = new SynterProcess(new Process { StartInfo = start });
        synter._process.OutputDataReceived += (_, line) => synter.Hear(line.Data);
        synter._process.ErrorDataReceived += (_, line) => Append(synter._errors, line.Data);
        synter._process.Start();
        synter._process.BeginOutputReadLine();
        synter._process.BeginErrorReadLine();
        return synter;
    }

    private void Hear(string? line)
    {
        Append(_output, line);
        if (line?.StartsWith(Ready, StringComparison.Ordinal) != true) return;
        _address = new Uri(line[Ready.Length..].Split(',')[0]);
        _ready.TrySetResult();
    }

    private static void Append(StringBuilder text, string? line)
    {
        if (line is null) return;
        lock (text) text.AppendLine(line);
    }
}
