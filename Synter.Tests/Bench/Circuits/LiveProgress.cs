using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Marketing;
using Synter.Tests.Bench.Pages;
using Synter.Tests.Support;

namespace Synter.Tests.Bench.Circuits;

/// <summary>
/// From a skill's report until it stands in the DOM of a real browser: the page of the run, open once and open a hundred times. Reports
/// that come alone, and a steady stream of them; one that is never shown because a newer one was counts until the newer one is. Browser
/// and Synter share the machine's processors.
/// </summary>
internal sealed class LiveProgress : IBenchmark
{
    private const string Aim = "≤ 150";

    public string Name => "live";

    public async Task<IReadOnlyList<Measure>> RunAsync(BenchEnvironment environment, CancellationToken cancellationToken)
    {
        var skill = new MarkingSkill();
        await using var synter = await BenchSynter.StartHereAsync(
            environment,
            services =>
            {
                services.Remove(services.Single(service => service.ImplementationType == typeof(DailyEducationSkill)));
                services.AddSingleton<IAgentSkill>(skill);
            },
            cancellationToken);
        using var client = await synter.SignInAsync();
        var run = await SmallWorkspace.StartRunAsync(client);
        await using var watchers = await Watchers.StartAsync(synter);

        var measures = new List<Measure>();
        foreach (var pages in new[] { 1, 100 })
        {
            await watchers.OpenAsync(pages, $"/runs/{run}");
            await MeasureAsync(skill, watchers, "warm-up", 20, TimeSpan.FromMilliseconds(300), cancellationToken);
            measures.AddRange(await MeasureAsync(skill, watchers, $"{pages} open, a report a second", 30, TimeSpan.FromSeconds(1), cancellationToken));
            measures.AddRange(await MeasureAsync(skill, watchers, $"{pages} open, ten reports a second", 200, TimeSpan.FromMilliseconds(100), cancellationToken));
        }

        skill.Finish();
        return measures;
    }

    private static async Task<IReadOnlyList<Measure>> MeasureAsync(
        MarkingSkill skill, Watchers watchers, string name, int count, TimeSpan each, CancellationToken cancellationToken)
    {
        var first = skill.Sent.Count + 1;
        await skill.MarkAsync(count, each, cancellationToken);
        var last = skill.Sent.Count;
        await Eventually.TrueAsync(
            async () => (await watchers.SeenAsync()).All(seen => seen.Any(sight => sight.Mark == last)), "every page shows the last mark");

        var latencies = new Latencies();
        foreach (var seen in await watchers.SeenAsync())
        {
            for (var mark = first; mark <= last; mark++)
            {
                latencies.Add(seen.First(sight => sight.Mark >= mark).At - skill.Sent[mark - 1]);
            }
        }

        return [new($"{name}, p50", latencies.Quantile(0.5), "ms"), new($"{name}, p95", latencies.Quantile(0.95), "ms", Aim)];
    }
}
