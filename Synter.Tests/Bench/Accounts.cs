using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Settings;

namespace Synter.Tests.Bench;

/// <summary>Signing in, asking who one is, and what a session costs each request.</summary>
internal sealed class Accounts : IBenchmark
{
    private const int AtOnce = 32;
    private const int Crowd = 500;

    /// <summary>Enough to keep two cores busy.</summary>
    private const int SignInsAtOnce = 4;

    private const int WrongEach = 20;
    private static readonly TimeSpan s_time = TimeSpan.FromSeconds(10);

    public string Name => "accounts";

    public async Task<IReadOnlyList<Measure>> RunAsync(BenchEnvironment environment, CancellationToken cancellationToken)
    {
        var computed = await HashesAsync(1);
        var bare = await HashesAsync(Environment.ProcessorCount);
        await using var synter = await BenchSynter.StartAsync(environment, cancellationToken);
        using var client = await synter.SignInAsync();
        var (cookieName, cookie) = await synter.SignInByCookieAsync();
        using var browser = Client(synter);
        browser.DefaultRequestHeaders.Add("Cookie", $"{cookieName}={cookie}");
        using var nobody = Client(synter);

        var bearer = await AskAsync(() => client.GetAsync("/auth/me", cancellationToken), AtOnce);
        var byCookie = await AskAsync(() => browser.GetAsync("/auth/me", cancellationToken), AtOnce);
        // One at a time: what a session costs, and not what waiting for others does.
        var alone = await AskAsync(() => browser.GetAsync("/auth/me", cancellationToken), 1);
        var open = await AskAsync(() => nobody.GetAsync("/.well-known/jwks.json", cancellationToken), 1);
        var (known, unknown) = await WrongPasswordsAsync(nobody, cancellationToken);
        // Twice: the first seconds are the compiler's.
        await SignInsAsync();
        var signIns = await SignInsAsync();
        var before = PeakMiB(synter.ProcessId);
        var (seconds, turnedAway) = await CrowdAsync(nobody, cancellationToken);
        Task<(double PerSecond, Latencies Times)> SignInsAsync() =>
            AskAsync(() => SignInAsync(nobody, BenchSynter.Email, BenchSynter.Password, cancellationToken), SignInsAtOnce);

        return
        [
            new Measure("/auth/me by access token", bearer.PerSecond, "req/s"),
            new Measure("/auth/me by cookie", byCookie.PerSecond, "req/s"),
            new Measure("added to a request by the session, p95", Math.Max(0, alone.Times.Quantile(0.95) - open.Times.Quantile(0.95)), "ms", "≤ 2"),
            new Measure("wrong password, known e-mail, p50", known.Quantile(0.5), "ms"),
            new Measure("wrong password, unknown e-mail, p50", unknown.Quantile(0.5), "ms"),
            new Measure("one password computed, p50", computed.Times.Quantile(0.5), "ms"),
            new Measure("passwords computed and nothing else, the limit of sign-ins here", bare.PerSecond, "/s"),
            new Measure("sign-ins, 19 MiB, t=2, p=1", signIns.PerSecond, "/s", "≥ 60"),
            .. signIns.Times.Measures("sign-in"),
            new Measure($"{Crowd} sign-ins at once, all in after", seconds, "s"),
            new Measure("… turned away with Retry-After on the way", turnedAway, ""),
            new Measure("… memory they added at the peak", PeakMiB(synter.ProcessId) - before, "MiB"),
        ];
    }

    private static HttpClient Client(BenchSynter synter) => new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = synter.Address };

    private static async Task<(double PerSecond, Latencies Times)> HashesAsync(int atOnce)
    {
        using var argon2 = new Argon2id(new PasswordCost());
        return await LoadAsync(() => argon2.InTurnAsync(() => argon2.Hash(BenchSynter.Password), CancellationToken.None), atOnce);
    }

    private static Task<(double PerSecond, Latencies Times)> AskAsync(Func<Task<HttpResponseMessage>> ask, int atOnce) => LoadAsync(
        async () =>
        {
            using var answer = (await ask()).EnsureSuccessStatusCode();
        },
        atOnce);

    private static async Task<(double PerSecond, Latencies Times)> LoadAsync(Func<Task> act, int atOnce)
    {
        var times = new Latencies();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(async _ =>
        {
            while (clock.Elapsed < s_time)
            {
                var began = Stopwatch.GetTimestamp();
                await act();
                times.AddSince(began);
            }
        }));
        return (times.Count / clock.Elapsed.TotalSeconds, times);
    }

    /// <summary>As many as may fail before the network address is slowed down.</summary>
    private static async Task<(Latencies Known, Latencies Unknown)> WrongPasswordsAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var (known, unknown) = (new Latencies(), new Latencies());
        for (var i = 0; i < WrongEach; i++)
        {
            await WrongAsync(known, BenchSynter.Email);
            await WrongAsync(unknown, $"nobody{i}@example.com");
            // Else the account itself would be slowed down.
            using var right = (await SignInAsync(client, BenchSynter.Email, BenchSynter.Password, cancellationToken)).EnsureSuccessStatusCode();
        }

        return (known, unknown);

        async Task WrongAsync(Latencies times, string email)
        {
            var began = Stopwatch.GetTimestamp();
            using var answer = await SignInAsync(client, email, "not this one at all", cancellationToken);
            times.AddSince(began);
        }
    }

    /// <summary>A crowd at the door: each tries until it is in.</summary>
    private static async Task<(double Seconds, int TurnedAway)> CrowdAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var turnedAway = 0;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Crowd).Select(async _ =>
        {
            for (;;)
            {
                using var answer = await SignInAsync(client, BenchSynter.Email, BenchSynter.Password, cancellationToken);
                if (answer.StatusCode != HttpStatusCode.TooManyRequests) break;
                Interlocked.Increment(ref turnedAway);
                await Task.Delay(answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1), cancellationToken);
            }
        }));
        return (clock.Elapsed.TotalSeconds, turnedAway);
    }

    private static Task<HttpResponseMessage> SignInAsync(HttpClient client, string email, string password, CancellationToken cancellationToken) =>
        client.PostAsJsonAsync("/auth/token", new { email, password }, cancellationToken);

    /// <summary>The most it ever held, as Linux counts it.</summary>
    private static double PeakMiB(int process) =>
        double.Parse(File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) / 1024;
}
