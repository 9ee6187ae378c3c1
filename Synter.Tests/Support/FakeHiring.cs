using Synter.Domain.Agents.Catalog;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Schedules;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;

namespace Synter.Tests.Support;

/// <summary>Hired agents in memory, for pages: those put in, with their goals, all of the workshop type.</summary>
public sealed class FakeHiring : IHiringQueries, IAgentCatalog, ICredentialDirectory
{
    public List<HiredAgent> Agents { get; } = [];

    public List<CredentialSummary> Credentials { get; } = [];

    public bool IsDown { get; set; }

    public Task<IReadOnlyList<HiredAgentSummary>> SummaryAsync(Actor actor, CancellationToken cancellationToken) => IsDown
        ? throw new InvalidOperationException("secret detail of a broken database")
        : Task.FromResult<IReadOnlyList<HiredAgentSummary>>([.. Agents.Select(Summary)]);

    public Task<HiredAgentView?> FindAsync(Actor actor, HiredAgentId id, CancellationToken cancellationToken) =>
        Task.FromResult(Find(id) is { } agent ? HiredAgentView.Of(agent, WorkshopAgent.Definition.Name, []) : null);

    public Task<AgentTypeDefinition?> DefinitionOfAsync(Actor actor, HiredAgentId id, CancellationToken cancellationToken) =>
        Task.FromResult(Find(id) is null ? null : WorkshopAgent.Definition);

    public Task<IReadOnlyList<GoalView>?> GoalsAsync(Actor actor, HiredAgentId id, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<GoalView>?>(Find(id)?.Goals.Select(GoalView.Of).ToList());

    public Task<IReadOnlyList<AgentTypeCard>> GalleryAsync(Actor actor, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyDictionary<CredentialRef, CredentialSummary>> FindAsync(
        WorkspaceId workspace, IReadOnlyCollection<CredentialRef> credentials, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<CredentialRef, CredentialSummary>>(Credentials.Where(c => credentials.Contains(c.Ref)).ToDictionary(c => c.Ref));

    public Task<Page<CredentialSummary>> ListAsync(
        WorkspaceId workspace, CredentialKind? kind, string? provider, PageRequest page, CancellationToken cancellationToken) =>
        Task.FromResult(new Page<CredentialSummary>(Credentials, null));

    public ValueTask<AgentTypeDefinition?> FindAsync(string agentTypeId, int? version, CancellationToken cancellationToken) => new(WorkshopAgent.Definition);

    public ValueTask<IReadOnlyList<AgentTypeDefinition>> LatestAsync(CancellationToken cancellationToken) => new([WorkshopAgent.Definition]);

    private HiredAgent? Find(HiredAgentId id) => Agents.Find(agent => agent.Id == id);

    private static HiredAgentSummary Summary(HiredAgent agent) => new(
        agent.Id, agent.AgentTypeId, agent.Version, WorkshopAgent.Definition.Name, agent.Nickname, "teal", agent.Status, Configured: true,
        agent.Goals.Count, GoalsCompleted: 0, agent.Goals.Min(goal => goal.NextFireAt),
        agent.Trial is { } trial ? new(TrialStatus.Active, trial.EndsAt, trial.Runs, trial.Drafts, 1, 9) : new(TrialStatus.None, null, null, null, 0, 0));
}
