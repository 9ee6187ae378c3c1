using Synter.Domain.Agents.Hiring;

namespace Synter.Web.Api.Wire;

/// <param name="Selected">The agent to open first; null when there is none.</param>
public sealed record MyAgentsResponse(HiredAgentId? Selected, IReadOnlyList<MyAgentItem> Items);

/// <param name="SubscriptionId">Null until subscriptions exist, and its status with it.</param>
public sealed record MyAgentItem(
    HiredAgentId HiredInstanceId,
    string? SubscriptionId,
    string Nickname,
    string AgentTypeId,
    HiredAgentStatus Status,
    string? SubscriptionStatus,
    bool Configured,
    int Goals,
    int GoalsCompleted,
    DateTimeOffset? NextRunAt,
    TrialStatus TrialStatus,
    DateTimeOffset? TrialEndsAt,
    TrialUsedResponse TrialUsed)
{
    public static MyAgentItem From(HiredAgentSummary agent) => new(
        agent.Id, null, agent.Nickname, agent.AgentTypeId, agent.Status, null, agent.Configured, agent.Goals, agent.GoalsCompleted, agent.NextRunAt,
        agent.Trial.Status, agent.Trial.EndsAt, new(agent.Trial.Runs, agent.Trial.Drafts));
}

public sealed record TrialUsedResponse(long Runs, long Drafts);

public sealed record SubscriptionItem(
    string SubscriptionId,
    HiredAgentId HiredInstanceId,
    string AgentTypeId,
    string Status,
    TrialStatus TrialStatus,
    DateTimeOffset? TrialEndsAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset? RetentionUntil);
