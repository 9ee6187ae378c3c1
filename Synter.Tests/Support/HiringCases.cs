using System.Text.Json.Nodes;
using Synter.Domain.Agents.Catalog;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Schedules;
using Synter.Domain.Kernel;

namespace Synter.Tests.Support;

/// <summary>Hired agents of the workshop type, at each point of their life.</summary>
public static class HiringCases
{
    public static readonly DateTimeOffset Start = ManualClock.Start;

    public static readonly TimeZoneInfo Kolkata = Zones.Find("Asia/Kolkata");

    private static readonly ManualClock Clock = new();

    public static CheckedConfig Config(JsonObject? value = null, params string[] missing) => new(
        WorkshopAgent.Definition, value ?? WorkshopAgent.Config(), [.. missing.Select(m => new FieldError($"/config/{m}", $"{m} is missing."))]);

    public static GoalPlan Plan(Schedule? when = null, string topic = "Gums") => new(
        WorkshopAgent.Definition.Template("write")!, when ?? new Schedule.Daily(new(9, 0)), new JsonObject { ["topic"] = topic });

    public static HiredAgent Draft(params string[] missing) => HiredAgent.Hire(
        StrongId.New<HiredAgentId>(Clock), StrongId.New<WorkspaceId>(Clock), Config(null, missing), Start);

    public static HiredAgent In(HiredAgentStatus status)
    {
        var agent = Draft();
        if (status != HiredAgentStatus.Draft)
        {
            _ = agent.FinalizeConfig(Config(), Kolkata, Start).Value;
        }

        if (status is HiredAgentStatus.Active or HiredAgentStatus.Paused or HiredAgentStatus.Ended)
        {
            _ = agent.AddGoal(NewGoal(), Plan(), Kolkata, Start).Value;
        }

        if (status == HiredAgentStatus.Paused)
        {
            _ = agent.Pause(Start).Value;
        }

        if (status == HiredAgentStatus.Ended)
        {
            _ = agent.End(Start).Value;
        }

        return agent;
    }

    public static GoalId NewGoal() => StrongId.New<GoalId>(Clock);
}
