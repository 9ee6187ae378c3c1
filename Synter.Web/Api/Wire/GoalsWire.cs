using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Schedules;

namespace Synter.Web.Api.Wire;

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SaveGoalRequest(
    string GoalTemplateId, Frequency? Frequency = null, JsonObject? Schedule = null, JsonObject? Settings = null, string? GoalId = null);

public sealed record GoalResponse(
    GoalId GoalId,
    HiredAgentId HiredInstanceId,
    string GoalTemplateId,
    Frequency Frequency,
    JsonObject Schedule,
    JsonObject Settings,
    GoalStatus Status,
    int Revision,
    string TimeZone,
    IReadOnlyList<DateTimeOffset> NextRuns)
{
    public static GoalResponse From(GoalView goal) => new(
        goal.Id, goal.Agent, goal.GoalTemplateId, goal.Frequency, goal.Schedule, goal.Settings, goal.Status, goal.Revision, goal.Zone, goal.NextRuns);
}
