using System.Text.Json;
using Synter.Domain.Agents.Runs;

namespace Synter.Infrastructure.Agents.Runs.Queue;

/// <summary>A run's metrics and notes as they are kept. Nothing is kept as null, so a run without any writes no text.</summary>
internal static class OutcomeJson
{
    public static string? Metrics(RunOutcome? outcome) => outcome is { Metrics.Count: > 0 } ? JsonSerializer.Serialize(outcome.Metrics) : null;

    public static string? Notes(RunOutcome? outcome) => outcome is { Notes.Count: > 0 } ? JsonSerializer.Serialize(outcome.Notes) : null;

    public static IReadOnlyDictionary<string, decimal> ReadMetrics(string? json) =>
        json is null ? new Dictionary<string, decimal>() : JsonSerializer.Deserialize<Dictionary<string, decimal>>(json)!;

    public static IReadOnlyList<string> ReadNotes(string? json) => json is null ? [] : JsonSerializer.Deserialize<List<string>>(json)!;
}
