using System.Collections.Concurrent;
using System.Diagnostics;

namespace Synter.Tests.Bench;

/// <summary>Collects durations from many threads and tells their quantiles.</summary>
internal sealed class Latencies
{
    private readonly ConcurrentBag<double> _milliseconds = [];

    public int Count => _milliseconds.Count;

    public void AddSince(long timestamp) => _milliseconds.Add(Stopwatch.GetElapsedTime(timestamp).TotalMilliseconds);

    public void Add(double milliseconds) => _milliseconds.Add(milliseconds);

    public double Quantile(double q)
    {
        var sorted = _milliseconds.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(q * sorted.Length))];
    }

    public IReadOnlyList<Measure> Measures(string name, string? aimP99 = null) =>
    [
        new($"{name}, p50", Quantile(0.5), "ms"),
        new($"{name}, p99", Quantile(0.99), "ms", aimP99),
    ];
}
