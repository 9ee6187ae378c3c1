using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Synter.Tests.Bench.Circuits.Wire;

/// <summary>Open pages in a process of their own, so that what they cost is not taken for Synter's. It ends with its input.</summary>
internal sealed class WireProcess : IAsyncDisposable
{
    public const string Verb = "circuits";
    private const string Open = "open";

    private readonly Process _process;

    private WireProcess(Process process) => _process = process;

    /// <summary>Starts it; it is back once so many pages are live.</summary>
    public static async Task<WireProcess> StartAsync(BenchSynter synter, int count, string path)
    {
        var (name, value) = await synter.SignInByCookieAsync();
        string[] arguments = [typeof(WireProcess).Assembly.Location, Verb, synter.Address.ToString(), $"{name}={value}", count.ToString(CultureInfo.InvariantCulture), path];
        var started = new WireProcess(Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!);
        if (await started.ReadLineAsync() is var said and not Open) throw new InvalidOperationException($"The circuits did not open: {said}");
        return started;
    }

    /// <summary>The process itself.</summary>
    /// <param name="arguments">Address, cookie, count, path.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        await using var watchers = new WireWatchers(new Uri(arguments[0]), arguments[1]);
        await watchers.OpenAsync(int.Parse(arguments[2], CultureInfo.InvariantCulture), arguments[3]);
        Console.WriteLine(Open);
        while (await Console.In.ReadLineAsync() is not null)
        {
            Console.WriteLine(JsonSerializer.Serialize(watchers.Seen()));
        }

        return 0;
    }

    /// <summary>What each page was sent since it was opened, mark by mark.</summary>
    public async Task<IReadOnlyList<Sight[]>> SeenAsync()
    {
        await _process.StandardInput.WriteLineAsync();
        await _process.StandardInput.FlushAsync();
        return JsonSerializer.Deserialize<Sight[][]>(await ReadLineAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    // Why it ended it has written as an error.
    private async Task<string> ReadLineAsync() =>
        await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The circuits ended.");
}
