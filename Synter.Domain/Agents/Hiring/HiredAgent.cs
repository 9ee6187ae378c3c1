using System.Text.Json.Nodes;
using Synter.Domain.Agents.Catalog;
using Synter.Domain.Agents.Schedules;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Hiring;

/// <summary>
/// An agent type hired by a workspace, pinned to a version, with its config and goals. Everything that changes them goes
/// through here, under the agent's row lock.
/// </summary>
/// <remarks>
/// Two revisions of the config are told apart. The saved one may miss things. The live one is the last that was whole
/// once the agent had been finalised: runs use it, so that a half-finished edit never breaks a working agent.
/// </remarks>
public sealed class HiredAgent : ITenantRow
{
    private readonly List<Goal> _goals = [];

    private HiredAgent(WorkspaceId workspaceId, HiredAgentId id, string agentTypeId, int version, DateTimeOffset createdAt)
    {
        WorkspaceId = workspaceId;
        Id = id;
        AgentTypeId = agentTypeId;
        Version = version;
        CreatedAt = createdAt;
    }

    public WorkspaceId WorkspaceId { get; private set; }

    public HiredAgentId Id { get; private set; }

    public string AgentTypeId { get; private set; }

    /// <summary>The version of the type it was hired at.</summary>
    public int Version { get; private set; }

    public string Nickname { get; private set; } = "";

    public HiredAgentStatus Status { get; private set; }

    /// <summary>As last saved.</summary>
    public JsonObject Config { get; private set; } = [];

    /// <summary>From 1; each save that changes something is one more.</summary>
    public int ConfigRevision { get; private set; }

    /// <summary>The revision that runs use; null until it is finalised.</summary>
    public int? LiveRevision { get; private set; }

    /// <summary>The zone of the live config; null where it names none.</summary>
    public string? LiveZone { get; private set; }

    public Trial? Trial { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Those that have not ended.</summary>
    public IReadOnlyList<Goal> Goals => [.. _goals.Where(g => g.Status != GoalStatus.Ended)];

    /// <summary>Names the config as last saved, for <c>If-Match</c>.</summary>
    public string Etag => $"\"{ConfigRevision}\"";

    /// <summary>Whether an <c>If-Match</c> header is satisfied; none at all is.</summary>
    public bool Matches(string? ifMatch) => ifMatch is null || ifMatch.Split(',').Any(t => t.Trim() is var tag && (tag == "*" || tag == Etag));

    public static HiredAgent Hire(HiredAgentId id, WorkspaceId workspace, CheckedConfig config, DateTimeOffset at)
    {
        var agent = new HiredAgent(workspace, id, config.Definition.Id, config.Definition.Version, at);
        agent.Keep(config, at);
        return agent;
    }

    /// <summary>Saves a config. Saving what is there already changes nothing.</summary>
    /// <param name="workspaceZone">For an agent that names no zone.</param>
    public Result<Done> Reconfigure(CheckedConfig config, TimeZoneInfo workspaceZone, DateTimeOffset at)
    {
        if (Status == HiredAgentStatus.Ended)
        {
            return HiringErrors.AgentEnded;
        }

        if (JsonEquality.AreEqual(Config, config.Value))
        {
            return new Done();
        }

        Keep(config, at);
        if (Status != HiredAgentStatus.Draft && config.IsComplete)
        {
            GoLive(config, workspaceZone, at);
        }

        return new Done();
    }

    /// <summary>Says that the config is whole: from now on it may be given goals. Saying so again is no mistake.</summary>
    public Result<Done> FinalizeConfig(CheckedConfig config, TimeZoneInfo workspaceZone, DateTimeOffset at)
    {
        if (Status == HiredAgentStatus.Ended)
        {
            return HiringErrors.AgentEnded;
        }

        if (!config.IsComplete)
        {
            return Refusals.Invalid(config.Missing);
        }

        if (Status == HiredAgentStatus.Draft)
        {
            Move(HiredAgentStatus.Configured, at);
            Trial = config.Definition.Enforcement.Trial is { } terms ? Trial.Begin(terms, at) : null;
        }

        GoLive(config, workspaceZone, at);
        return new Done();
    }

    public Result<Done> Pause(DateTimeOffset at)
    {
        if (!Status.Allows(HiredAgentStatus.Paused))
        {
            return HiringErrors.CannotPause(Status);
        }

        Move(HiredAgentStatus.Paused, at);
        foreach (var goal in Goals)
        {
            goal.Disarm();
        }

        return new Done();
    }

    public Result<Done> Resume(TimeZoneInfo workspaceZone, DateTimeOffset at)
    {
        if (Status != HiredAgentStatus.Paused)
        {
            return HiringErrors.CannotResume(Status);
        }

        Move(HiredAgentStatus.Active, at);
        ArmGoals(workspaceZone, at);
        return new Done();
    }

    public Result<Done> End(DateTimeOffset at)
    {
        if (!Status.Allows(HiredAgentStatus.Ended))
        {
            return HiringErrors.AgentEnded;
        }

        foreach (var goal in Goals)
        {
            goal.Move(GoalStatus.Ended, at);
        }

        Move(HiredAgentStatus.Ended, at);
        return new Done();
    }

    /// <summary>Gives it a goal. The first one makes it active.</summary>
    public Result<Goal> AddGoal(GoalId id, GoalPlan plan, TimeZoneInfo workspaceZone, DateTimeOffset at)
    {
        if (GoalsRefused() is { } refusal)
        {
            return refusal;
        }

        var goal = Goal.Create(this, id, plan, at);
        _goals.Add(goal);
        if (Status == HiredAgentStatus.Configured)
        {
            Move(HiredAgentStatus.Active, at);
        }

        ArmGoals(workspaceZone, at);
        return goal;
    }

    /// <summary>Saves another schedule or other settings. Saving what is there already changes nothing.</summary>
    public Result<Goal> ChangeGoal(GoalId id, GoalPlan plan, TimeZoneInfo workspaceZone, DateTimeOffset at)
    {
        if (GoalsRefused() is { } refusal)
        {
            return refusal;
        }

        if (Find(id) is not { } goal)
        {
            return HiringErrors.NoSuchGoal;
        }

        if (goal.GoalTemplateId != plan.Template.Id)
        {
            return HiringErrors.TemplateIsFixed;
        }

        if (goal.Differs(plan))
        {
            goal.Apply(plan, at);
            ArmGoals(workspaceZone, at);
        }

        return goal;
    }

    /// <summary>Pauses, resumes or ends one goal.</summary>
    public Result<Goal> MoveGoal(GoalId id, GoalStatus to, TimeZoneInfo workspaceZone, DateTimeOffset at)
    {
        if (Find(id) is not { } goal)
        {
            return HiringErrors.NoSuchGoal;
        }

        if (!goal.Status.Allows(to))
        {
            return HiringErrors.CannotMoveGoal(goal.Status);
        }

        goal.Move(to, at);
        ArmGoals(workspaceZone, at);
        return goal;
    }

    private Refusal? GoalsRefused() => Status switch
    {
        HiredAgentStatus.Draft => HiringErrors.NotConfigured,
        HiredAgentStatus.Ended => HiringErrors.AgentEnded,
        _ => null,
    };

    private Goal? Find(GoalId id) => Goals.FirstOrDefault(g => g.Id == id);

    private void Keep(CheckedConfig config, DateTimeOffset at)
    {
        Config = (JsonObject)config.Value.DeepClone();
        Nickname = config.Nickname;
        ConfigRevision++;
        UpdatedAt = at;
    }

    private void GoLive(CheckedConfig config, TimeZoneInfo workspaceZone, DateTimeOffset at)
    {
        LiveRevision = ConfigRevision;
        LiveZone = config.Zone?.Id;
        ArmGoals(workspaceZone, at);
    }

    private void ArmGoals(TimeZoneInfo workspaceZone, DateTimeOffset at)
    {
        if (Status != HiredAgentStatus.Active)
        {
            return;
        }

        var zone = LiveZone is null ? workspaceZone : Zones.Find(LiveZone);
        foreach (var goal in Goals)
        {
            goal.Arm(zone, at);
        }
    }

    private void Move(HiredAgentStatus to, DateTimeOffset at)
    {
        Status = to;
        UpdatedAt = at;
    }
}
