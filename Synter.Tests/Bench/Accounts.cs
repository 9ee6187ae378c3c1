using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;

namespace Synter.Tests.Bench;

/// <summary>Signing in, asking who one is, and what a session costs each request.</summary>
internal sealed class Accounts : IBenchmark
{
    private const int AtOnce = 32;
    private const int Crowd = 500;
    private static readonly TimeSpan s_time = TimeSpan.FromSeconds(10);

    public string Name => "accounts";

    public async Task<IReadOnlyList<Measure>> RunAsync(BenchEnvironment environment, CancellationToken cancellationToken)
    {
        await using var synter = await BenchSynter.StartAsync(environment, cancellationToken);
        using var client = await synter.SignInAsync();
        var (cookieName, cookie) = await synter.SignInByCookieAsync();
        using var browser = Client(synter);
        browser.DefaultRequestHeaders.Add("Cookie", $"{cookieName}={cookie}");
        using var nobody = Client(synter);

        var bearer = await LoadAsync(() => client.GetAsync("/auth/me", cancellationToken));
        var byCookie = await LoadAsync(() => browser.GetAsync("/auth/me", cancellationToken));
        var open = await LoadAsync(() => nobody.GetAsync("/.well-known/jwks.json", cancellationToken));
        var before = PeakMiB(synter.ProcessId);
        var (signIns, turnedAway) = await SignInsAsync(nobody, cancellationToken);
        return
        [
            new Measure("/auth/me by access token", bearer.PerSecond, "req/s"),
            new Measure("/auth/me by cookie", byCookie.PerSecond, "req/s"),
            new Measure("added to a request by the session, p95", Math.Max(0, byCookie.Times.Quantile(0.95) - open.Times.Quantile(0.95)), "ms", "≤ 2"),
            new Measure($"sign-ins, {Crowd} at once", signIns, "/s", "≥ 60"),
            new Measure("… turned away with Retry-After", turnedAway, ""),
            new Measure("… memory they added at the peak", PeakMiB(synter.ProcessId) - before, "MiB"),
        ];
    }

    private static HttpClient Client(BenchSynter synter) => new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = synter.Address };

    private static async Task<(double PerSecond, Latencies Times)> LoadAsync(Func<Task<HttpResponseMessage>> ask)
    {
        var times = new Latencies();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            while (clock.Elapsed < s_time)
            {
                var began = Stopwatch.GetTimestamp();
                using var answer = (await ask()).EnsureSuccessStatusCode();
                times.AddSince(began);
            }
        }));
        return (times.Count / clock.Elapsed.TotalSeconds, times);
    }

    /// <summary>A crowd at the door: each tries until it is in.</summary>
    private static async Task<(double PerSecond, int TurnedAway)> SignInsAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var turnedAway = 0;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Crowd).Select(async _ =>
        {
            for (;;)
            {
                using var answer = await client.PostAsJsonAsync("/auth/token", new { email = BenchSynter.Email, password = BenchSynter.Password }, cancellationToken);
                if (answer.StatusCode != HttpStatusCode.TooManyRequests) break;
                Interlocked.Increment(ref turnedAway);
                await Task.Delay(answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1), cancellationToken);
            }
        }));
        return (Crowd / clock.Elapsed.TotalSeconds, turnedAway);
    }

    /// <summary>The most it ever held, as Linux counts it.</summary>
    private static double PeakMiB(int process) =>
        double.Parse(File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) / 1024;
}
