using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using Synter.Tests.Bench.Circuits.Wire;

namespace Synter.Tests.Bench;

/// <summary>Runs benchmarks, prints their table and writes it as JSON.</summary>
internal static class BenchProgram
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static async Task<int> Main(string[] args)
    {
        if (args is [WireProcess.Verb, .. var circuits]) return await WireProcess.RunAsync(circuits);
        if (args is not ["bench", .. var names])
        {
            Console.Error.WriteLine("Tests run with «dotnet test»; «bench [NAME…] [--out FILE]» measures.");
            return 1;
        }

        var outAt = Array.IndexOf(names, "--out");
        var file = outAt >= 0 ? names[outAt + 1] : Path.Combine("artifacts", "bench.json");
        string[] wanted = outAt >= 0 ? [.. names[..outAt], .. names[(outAt + 2)..]] : names;

        await using var environment = await BenchEnvironment.StartAsync();
        var measures = new List<Measure>();
        foreach (var benchmark in Find(wanted))
        {
            Console.WriteLine(benchmark.Name);
            foreach (var measure in await benchmark.RunAsync(environment, default))
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"  {measure.Name,-58} {Number(measure.Value),12} {measure.Unit,-8} {measure.Aim}"));
                measures.Add(measure with { Name = $"{benchmark.Name}: {measure.Name}" });
            }
        }

        await WriteAsync(file, measures);
        return 0;
    }

    private static IEnumerable<IBenchmark> Find(string[] names) => typeof(IBenchmark).Assembly.GetTypes()
        .Where(type => type.IsClass && !type.IsAbstract && type.IsAssignableTo(typeof(IBenchmark)))
        .Select(type => (IBenchmark)Activator.CreateInstance(type)!)
        .Where(benchmark => names.Length == 0 || names.Any(name => benchmark.Name.StartsWith(name, StringComparison.Ordinal)))
        .OrderBy(benchmark => benchmark.Name, StringComparer.Ordinal);

    private static string Number(double value) =>
        value.ToString(value >= 1000 ? "#,0" : value >= 100 ? "0" : "0.##", CultureInfo.InvariantCulture);

    private static async Task WriteAsync(string file, IReadOnlyList<Measure> measures)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var report = new
        {
            At = TimeProvider.System.GetUtcNow(),
            Machine = $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}",
            Commit = typeof(BenchProgram).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
            Measures = measures,
        };
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(report, Json));
        Console.WriteLine($"Written to {file}.");
    }
}
