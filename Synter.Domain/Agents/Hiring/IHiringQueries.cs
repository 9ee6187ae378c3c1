using Synter.Domain.Agents.Catalog;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Hiring;

/// <summary>Hired agents as pages and the API read them. Everything is of the actor's workspace; another's agents are not there.</summary>
public interface IHiringQueries
{
    /// <summary>Every hired agent in one call: the selector and the hub. Those that have ended come last, else the oldest first.</summary>
    Task<IReadOnlyList<HiredAgentSummary>> SummaryAsync(Actor actor, CancellationToken cancellationToken);

    Task<HiredAgentView?> FindAsync(Actor actor, HiredAgentId id, CancellationToken cancellationToken);

    /// <summary>The definition it was hired at, for its forms.</summary>
    Task<AgentTypeDefinition?> DefinitionOfAsync(Actor actor, HiredAgentId id, CancellationToken cancellationToken);

    /// <summary>Goals that have not ended, the oldest first; null when there is no such agent.</summary>
    Task<IReadOnlyList<GoalView>?> GoalsAsync(Actor actor, HiredAgentId id, CancellationToken cancellationToken);

    /// <summary>The gallery: each agent type at its latest version, and under which names the workspace has hired it.</summary>
    Task<IReadOnlyList<AgentTypeCard>> GalleryAsync(Actor actor, CancellationToken cancellationToken);
}

/// <summary>One line of the hub.</summary>
/// <param name="Avatar">What its config says, as in <c>teal</c>; null when it says nothing.</param>
/// <param name="Configured">Whether its config as saved is whole.</param>
/// <param name="Goals">Those that have not ended.</param>
/// <param name="GoalsCompleted">How many of its goals, ended ones too, have brought a result at least once.</param>
/// <param name="NextRunAt">The first time the clock starts one of its goals.</param>
public sealed record HiredAgentSummary(
    HiredAgentId Id,
    string AgentTypeId,
    int Version,
    string TypeName,
    string Nickname,
    string? Avatar,
    HiredAgentStatus Status,
    bool Configured,
    int Goals,
    int GoalsCompleted,
    DateTimeOffset? NextRunAt,
    TrialView Trial);

/// <summary>A trial, and what was used of it.</summary>
public sealed record TrialView(TrialStatus Status, DateTimeOffset? EndsAt, int? MaxRuns, int? MaxDrafts, long Runs, long Drafts);

/// <summary>An agent type's card in the gallery.</summary>
/// <param name="HiredAs">The nicknames of the workspace's own, ended ones left out.</param>
public sealed record AgentTypeCard(
    string AgentTypeId, int Version, string Name, string Description, AgentListing Listing, TrialTerms? Trial, IReadOnlyList<string> HiredAs);
