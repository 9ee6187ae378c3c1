namespace Synter.Domain.Agents.Runs;

/// <summary>How a run that reached its end came out (seed 1 §2.2).</summary>
/// <param name="Metrics">Counts and sums by name.</param>
/// <param name="RecordsWritten">Rows written inside Synter.</param>
/// <param name="Notes">Sentences for people.</param>
/// <param name="Watermark">How far the data is covered now; null leaves it where it was.</param>
public sealed record RunOutcome(
    IReadOnlyDictionary<string, decimal> Metrics,
    long RecordsWritten = 0,
    IReadOnlyList<string>? Notes = null,
    string? Watermark = null)
{
    public static readonly RunOutcome Nothing = new(new Dictionary<string, decimal>());
}
