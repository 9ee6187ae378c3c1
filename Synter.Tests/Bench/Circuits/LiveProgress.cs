using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Marketing;
using Synter.Tests.Bench.Circuits.Wire;
using Synter.Tests.Bench.Pages;
using Synter.Tests.Support;

namespace Synter.Tests.Bench.Circuits;

/// <summary>
/// From a skill's report until it stands in the DOM of a real browser: the page of the run, open once and open a hundred times. A few of
/// the hundred are Chromium's, and there it is measured; the others are circuits without a browser, in a process of their own, for the
/// drawing of a hundred pages is not Synter's work and would share its processors. Reports that come alone, and a steady stream of them;
/// one that is never shown because a newer one was counts until the newer one is.
/// </summary>
internal sealed class LiveProgress : IBenchmark
{
    private const string Aim = "≤ 150";
    private const int Open = 100;
    private const int InBrowser = 4;

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
        var page = $"/runs/{await SmallWorkspace.StartRunAsync(client)}";
        await using var watchers = await Watchers.StartAsync(synter);

        await watchers.OpenAsync(1, page);
        var alone = await MeasureAsync(synter, skill, watchers, null, cancellationToken);
        await watchers.OpenAsync(InBrowser, page);
        await using var others = await WireProcess.StartAsync(synter, Open - InBrowser, page);
        var among = await MeasureAsync(synter, skill, watchers, others, cancellationToken);
        skill.Finish();
        return
        [
            .. alone.SelectMany(rate => rate.Measures("1 open")),
            .. among.SelectMany(rate => rate.Measures($"{Open} open")),
            .. among.Select(rate => new Measure($"processor time of Synter, a report to one of {Open}, {rate.Name}", rate.Synter.TotalMicroseconds / Open / rate.Reports, "µs")),
        ];
    }

    private static async Task<IReadOnlyList<Rate>> MeasureAsync(
        BenchSynter synter, MarkingSkill skill, Watchers watchers, WireProcess? others, CancellationToken cancellationToken)
    {
        var idle = 0.0;
        await SendAsync("warm-up", 20, TimeSpan.FromMilliseconds(300));
        idle = await IdleAsync(synter, cancellationToken);
        return [await SendAsync("a report a second", 30, TimeSpan.FromSeconds(1)), await SendAsync("ten reports a second", 200, TimeSpan.FromMilliseconds(100))];

        async Task<Rate> SendAsync(string name, int count, TimeSpan each)
        {
            var (first, begun, meter) = (skill.Sent.Count + 1, Stopwatch.GetTimestamp(), await CpuMeter.StartAsync(synter.ConnectionString));
            await skill.MarkAsync(count, each, cancellationToken);
            var last = skill.Sent.Count;
            await Eventually.TrueAsync(async () => Have(await watchers.SeenAsync(), last), "every page shows the last mark");
            var taken = meter.Taken().Synter - idle * Stopwatch.GetElapsedTime(begun);
            IReadOnlyList<Sight[]> sent = [];
            if (others is not null) await Eventually.TrueAsync(async () => Have(sent = await others.SeenAsync(), last), "every circuit was sent the last mark");
            return new Rate(name, count, taken, Since(await watchers.SeenAsync()), Since(sent));

            Latencies Since(IReadOnlyList<Sight[]> pages)
            {
                var latencies = new Latencies();
                foreach (var seen in pages)
                {
                    for (var mark = first; mark <= last; mark++)
                    {
                        latencies.Add(seen.First(sight => sight.Mark >= mark).At - skill.Sent[mark - 1]);
                    }
                }

                return latencies;
            }
        }
    }

    /// <summary>What Synter and its open pages take of a processor while nothing is reported.</summary>
    private static async Task<double> IdleAsync(BenchSynter synter, CancellationToken cancellationToken)
    {
        var (begun, meter) = (Stopwatch.GetTimestamp(), await CpuMeter.StartAsync(synter.ConnectionString));
        await Task.Delay(TimeSpan.FromSeconds(10), cancellationToken);
        return meter.Taken().Synter / Stopwatch.GetElapsedTime(begun);
    }

    private static bool Have(IReadOnlyList<Sight[]> pages, int mark) => pages.All(seen => seen.Any(sight => sight.Mark == mark));

    /// <param name="Synter">Processor time beyond what it takes when nothing is reported.</param>
    /// <param name="Shown">Until it stood in the DOM.</param>
    /// <param name="Sent">Until a circuit without a browser had it.</param>
    private sealed record Rate(string Name, int Reports, TimeSpan Synter, Latencies Shown, Latencies Sent)
    {
        public IEnumerable<Measure> Measures(string open)
        {
            yield return new($"{open}, {Name}, p50", Shown.Quantile(0.5), "ms");
            yield return new($"{open}, {Name}, p95", Shown.Quantile(0.95), "ms", Aim);
            if (Sent.Count > 0)
            {
                yield return new($"{open}, {Name}, at the other circuits, p50", Sent.Quantile(0.5), "ms");
                yield return new($"{open}, {Name}, at the other circuits, p95", Sent.Quantile(0.95), "ms");
            }
        }
    }
}
