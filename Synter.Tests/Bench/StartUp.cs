using System.Diagnostics;
using Synter.Tests.Support;

namespace Synter.Tests.Bench;

/// <summary>From <c>./synter start</c>, after a build, to the first answer of <c>/health/ready</c>. Run from the repository's root.</summary>
internal sealed class StartUp : IBenchmark
{
    private const int Rounds = 3;

    public string Name => "start";

    public async Task<IReadOnlyList<Measure>> RunAsync(BenchEnvironment environment, CancellationToken cancellationToken)
    {
        // Builds, so that the rounds do not.
        using (var first = new TemporaryFolder()) await StartAsync(first, cancellationToken);

        var cold = new List<double>();
        var warm = new List<double>();
        for (var i = 0; i < Rounds; i++)
        {
            using var folder = new TemporaryFolder();
            cold.Add(await StartAsync(folder, cancellationToken));
            warm.Add(await StartAsync(folder, cancellationToken));
        }

        return [new Measure("cold: a cluster is made", Median(cold), "s", "≤ 10"), new Measure("warm", Median(warm), "s", "≤ 4")];
    }

    private static async Task<double> StartAsync(TemporaryFolder folder, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        await using var synter = await SynterProcess.StartAsync(new Dictionary<string, string> { ["SYNTER_DATA"] = folder.Path }, ["./synter", "start"]);
        using var client = new HttpClient { BaseAddress = synter.Address };
        (await client.GetAsync("/health/ready", cancellationToken)).EnsureSuccessStatusCode();
        var taken = clock.Elapsed.TotalSeconds;
        await synter.TerminateAsync();
        return taken;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
