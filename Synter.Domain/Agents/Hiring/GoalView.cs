using System.Text.Json.Nodes;
using Synter.Domain.Agents.Schedules;

namespace Synter.Domain.Agents.Hiring;

/// <summary>A goal as pages and the API show it.</summary>
/// <param name="NextRuns">The next few times the clock starts it; empty when it does not.</param>
public sealed record GoalView(
    GoalId Id,
    HiredAgentId Agent,
    string GoalTemplateId,
    Frequency Frequency,
    JsonObject Schedule,
    JsonObject Settings,
    GoalStatus Status,
    int Revision,
    string Zone,
    IReadOnlyList<DateTimeOffset> NextRuns)
{
    private const int Shown = 3;

    public static GoalView Of(Goal goal) => new(
        goal.Id, goal.HiredAgentId, goal.GoalTemplateId, goal.Frequency, goal.Schedule, goal.Settings, goal.Status, goal.Revision, goal.Zone, NextRunsOf(goal));

    private static IReadOnlyList<DateTimeOffset> NextRunsOf(Goal goal) => goal.NextFireAt is { } next
        ? [next, .. Cadence.Upcoming(goal.When, next, Zones.Find(goal.Zone), Shown - 1)]
        : [];
}
