using System.Diagnostics;
using System.Text.RegularExpressions;
using Synter.Infrastructure.Database;
using Synter.Tests.Support;

namespace Synter.Tests.Bench.Pages;

/// <summary>
/// How long a GET takes with 100,000 runs and deliverables in one workspace: every page of the console, prerendered for who is signed
/// in, and the lists of the API. One request after the other, so that none waits for another.
/// </summary>
internal sealed partial class PageTimes : IBenchmark
{
    private const int Rows = 100_000;
    private const int WarmUp = 30;
    private const int Requests = 200;
    private const string Aim = "≤ 100";

    public string Name => "pages";

    public async Task<IReadOnlyList<Measure>> RunAsync(BenchEnvironment environment, CancellationToken cancellationToken)
    {
        await using var synter = await BenchSynter.StartAsync(environment, cancellationToken);
        using var program = await synter.SignInAsync();
        var small = await SmallWorkspace.MakeAsync(program);
        await using (var source = DatabaseSetup.Source(synter.ConnectionString))
        {
            await LargeWorkspace.MakeAsync(small, new SynterDatabase(source), Rows);
        }

        var (name, value) = await synter.SignInByCookieAsync();
        using var person = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = synter.Address };
        person.DefaultRequestHeaders.Add("Cookie", $"{name}={value}");
        using var nobody = new HttpClient { BaseAddress = synter.Address };

        (HttpClient, string)[] all =
        [
            .. Pages(small).Select(page => (person, page)), (nobody, "/sign-in"), .. Lists(small).Select(list => (program, list)),
        ];
        // All of them first: what they share would else be compiled at the first one's cost.
        for (var i = 0; i < WarmUp; i++)
        {
            foreach (var (client, address) in all) await GetAsync(client, address, cancellationToken);
        }

        var measures = new List<Measure>();
        foreach (var (client, address) in all)
        {
            measures.AddRange(await MeasureAsync(synter, client, address, cancellationToken));
        }

        return measures;
    }

    private static IEnumerable<string> Pages(SmallWorkspace small)
    {
        var agent = $"/agents/{small.Agents[0].Agent}";
        return
        [
            "/", "/review", $"/review/{small.Waiting}", $"/review/{small.Sent}?view=done", "/review?view=all", "/review?provider=x",
            "/review?view=all&search=zz", "/runs", "/runs?status=failed", "/runs?status=cancelled", $"/runs?agent={small.Agents[0].Agent}",
            $"/runs/{small.Run}", "/audit", "/hire", $"/hire/{MarketingCases.Type}", $"{agent}/configure", $"{agent}/goals",
            $"{agent}/drafts", $"{agent}/runs", $"{agent}/activity", "/sandbox", "/sandbox?show=requests",
        ];
    }

    private static IEnumerable<string> Lists(SmallWorkspace small) =>
    [
        "/agents/runs", "/agents/runs?status=failed", $"/agents/runs?hired_instance_id={small.Agents[0].Agent}", "/api/v1/deliverables",
        "/api/v1/deliverables?state=pending_review", "/api/v1/deliverables?state=failed,unknown", "/api/v1/deliverables?provider=facebook",
        $"/api/v1/hired-agents/{small.Agents[0].Agent}/deliverables", "/api/v1/approvals", "/api/v1/denials", "/api/v1/audit",
        "/api/cp/my-agents/summary",
    ];

    private static async Task<IReadOnlyList<Measure>> MeasureAsync(BenchSynter synter, HttpClient client, string address, CancellationToken cancellationToken)
    {
        var name = Ids().Replace(address, "$1");
        var times = new Latencies();
        var cpu = await CpuMeter.StartAsync(synter.ConnectionString, synter.ProcessId);
        for (var i = 0; i < Requests; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            await GetAsync(client, address, cancellationToken);
            times.AddSince(begun);
        }

        var (own, postgres) = cpu.Taken();
        return
        [
            new($"{name}, p50", times.Quantile(0.5), "ms"),
            new($"{name}, p95", times.Quantile(0.95), "ms", Aim),
            new($"{name}, processor time of Synter", own.TotalMilliseconds / Requests, "ms"),
            new($"{name}, processor time of PostgreSQL", postgres.TotalMilliseconds / Requests, "ms"),
        ];
    }

    /// <summary>An address without what is different each time.</summary>
    [GeneratedRegex("((?:run|dlv|hag)_)[0-9a-f]{32}")]
    private static partial Regex Ids();

    private static async Task GetAsync(HttpClient client, string address, CancellationToken cancellationToken)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), cancellationToken);
        await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancellationToken);
    }
}
