namespace Synter.Tests.Bench;

/// <summary>
/// One thing worth measuring. Found by its type: to add one, implement this. A benchmark measures and never asserts; a test proves.
/// </summary>
internal interface IBenchmark
{
    /// <summary>Short, for the command line: <c>bench runs</c> runs those whose name begins so.</summary>
    string Name { get; }

    Task<IReadOnlyList<Measure>> RunAsync(BenchEnvironment environment, CancellationToken cancellationToken);
}

/// <summary>One number, and what it aims at.</summary>
/// <param name="Aim">As the issue words it; null when none was set.</param>
internal sealed record Measure(string Name, double Value, string Unit, string? Aim = null);
