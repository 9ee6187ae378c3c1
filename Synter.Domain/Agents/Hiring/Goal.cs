using System.Text.Json.Nodes;
using Synter.Domain.Agents.Schedules;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Hiring;

/// <summary>A goal template chosen for a hired agent, with its schedule and settings. It changes only through its agent.</summary>
public sealed class Goal : ITenantRow
{
    private Goal(WorkspaceId workspaceId, HiredAgentId hiredAgentId, GoalId id, string goalTemplateId, DateTimeOffset createdAt)
    {
        WorkspaceId = workspaceId;
        HiredAgentId = hiredAgentId;
        Id = id;
        GoalTemplateId = goalTemplateId;
        CreatedAt = createdAt;
    }

    public WorkspaceId WorkspaceId { get; private set; }

    public HiredAgentId HiredAgentId { get; private set; }

    public GoalId Id { get; private set; }

    public string GoalTemplateId { get; private set; }

    /// <summary>From 1; each save that changes something is one more.</summary>
    public int Revision { get; private set; }

    public Frequency Frequency { get; private set; }

    /// <summary>As <see cref="Schedules.Schedule.ToJson"/> writes it.</summary>
    public JsonObject Schedule { get; private set; } = [];

    public JsonObject Settings { get; private set; } = [];

    public GoalStatus Status { get; private set; }

    /// <summary>The zone whose wall clock the schedule goes by: the agent's.</summary>
    public string Zone { get; private set; } = "";

    /// <summary>When the clock starts it next; null when it does not. The due-goals job moves it on.</summary>
    public DateTimeOffset? NextFireAt { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>When it is due, as a value that <see cref="Cadence"/> understands.</summary>
    public Schedule When => Schedules.Schedule.Parse(Frequency, Schedule).Value;

    internal static Goal Create(HiredAgent agent, GoalId id, GoalPlan plan, DateTimeOffset at)
    {
        var goal = new Goal(agent.WorkspaceId, agent.Id, id, plan.Template.Id, at);
        goal.Apply(plan, at);
        return goal;
    }

    /// <summary>Whether a plan says anything new.</summary>
    internal bool Differs(GoalPlan plan) => When != plan.When || !JsonEquality.AreEqual(Settings, plan.Settings);

    internal void Apply(GoalPlan plan, DateTimeOffset at)
    {
        if (Revision == 0 || When != plan.When)
        {
            NextFireAt = null;
        }

        Frequency = plan.When.Frequency;
        Schedule = plan.When.ToJson();
        Settings = (JsonObject)plan.Settings.DeepClone();
        Revision++;
        UpdatedAt = at;
    }

    internal void Move(GoalStatus to, DateTimeOffset at)
    {
        Status = to;
        UpdatedAt = at;
        Disarm();
    }

    /// <summary>
    /// Sets when an active goal is due next. A time that stands is left alone, even one that has passed: the clock was down,
    /// and the run it owes comes late instead of never.
    /// </summary>
    internal void Arm(TimeZoneInfo zone, DateTimeOffset now)
    {
        if (Status == GoalStatus.Active && (NextFireAt is null || Zone != zone.Id))
        {
            NextFireAt = Cadence.Next(When, now, zone);
        }

        Zone = zone.Id;
    }

    internal void Disarm() => NextFireAt = null;
}
