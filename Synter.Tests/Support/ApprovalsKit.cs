using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Synter.Domain.Accounts;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Domain.Usage;
using Synter.Domain.Vault;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Agents.Runs;
using Synter.Infrastructure.Approvals;
using Synter.Infrastructure.Approvals.Gate;
using Synter.Infrastructure.Audit;
using Synter.Infrastructure.Database;
using Synter.Infrastructure.Usage;
using Synter.Tests.Database;

namespace Synter.Tests.Support;

/// <summary>
/// Review, gate and executor over a test's database, a clock that stands and a provider on a real socket. What other features
/// answer the gate is what the test says.
/// </summary>
public sealed class ApprovalsKit : IAsyncDisposable
{
    private readonly PostgresFixture _postgres;
    private readonly ServiceProvider _services;

    private ApprovalsKit(PostgresFixture postgres, FakeProvider provider, Action<IServiceCollection>? change)
    {
        _postgres = postgres;
        Provider = provider;
        Writers = [.. EffectKinds.All.SelectMany(k => k.Providers).Distinct().Select(p => new FakeProviderWriter(p, provider))];
        var trust = new TestTrust(postgres, Clock);
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(postgres.Database)
            .AddSingleton(trust.Audit)
            .AddSingleton<ICredentialDirectory>(Credentials)
            .AddSingleton<IWorkspaceFeed>(Feed)
            .AddSingleton<IUsageLimits>(Limits)
            .AddSingleton(ApprovalTerm.Default)
            .AddSingleton(SendingSettings.Default)
            .AddSingleton(new SendingOptions())
            .AddSingleton<StopStore>()
            .AddSingleton<IStopState>(p => p.GetRequiredService<StopStore>())
            .AddUsage()
            .AddApprovals()
            .Replace(ServiceDescriptor.Singleton<IAgentPolicies>(Policies));
        foreach (var writer in Writers)
        {
            services.AddSingleton<IEffectWriter>(writer);
        }

        change?.Invoke(services);
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = false, ValidateScopes = true });
        Credentials.Add(Drafts.Credential, "facebook");
    }

    public ManualClock Clock { get; } = new();

    public FakeProvider Provider { get; }

    public IReadOnlyList<FakeProviderWriter> Writers { get; }

    internal FakeCredentials Credentials { get; } = [];

    public FakeFeed Feed { get; } = new();

    public FakeLimits Limits { get; } = new();

    public FakePolicies Policies { get; } = new();

    public SynterDatabase Database => _postgres.Database;

    public IReviewQueries Queries => Get<IReviewQueries>();

    public IGateQueries GateQueries => Get<IGateQueries>();

    public static async Task<ApprovalsKit> StartAsync(PostgresFixture postgres, Action<IServiceCollection>? change = null)
    {
        // The executor works for all workspaces: what an earlier test of the class left behind would be sent in this one.
        await using var connection = await postgres.Database.OpenAsync(new Scope.System("test"), default);
        await using var command = new NpgsqlCommand("DELETE FROM execution_queue", connection);
        await command.ExecuteNonQueryAsync();
        return new ApprovalsKit(postgres, await FakeProvider.StartAsync(), change);
    }

    /// <summary>A second Synter on the same database and provider, as after a crash.</summary>
    public ApprovalsKit Another(Action<IServiceCollection>? change = null)
    {
        var other = new ApprovalsKit(_postgres, Provider, change);
        other.Clock.Advance(Clock.GetUtcNow() - other.Clock.GetUtcNow());
        return other;
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public Task<Actor> NewWorkspaceAsync(Role role = Role.Analyst) => _postgres.NewWorkspaceAsync(role);

    public Task<Actor> NewMemberAsync(Actor beside, Role role = Role.Analyst) => _postgres.NewMemberAsync(beside.Workspace, role);

    /// <summary>Has a run propose this, and answers it as it waits for review.</summary>
    public async Task<DeliverableView> ProposeAsync(Actor actor, DraftDeliverable draft, HiredAgentId? agent = null)
    {
        var run = StrongId.New<RunId>(TimeProvider.System);
        var outputs = new RunOutputs(actor.Workspace, run, agent, null, CorrelationId.Current, Clock.Now(), [new RunOutput("1", draft)]);
        Assert.Null(await WriteAsync(outputs));
        var page = await Queries.ListWholeAsync(
            actor.Workspace, new DeliverableFilter(Run: run), DeliverableOrder.NewestFirst, new PageRequest(1, null), default);
        return page.Items.Single();
    }

    public Task<DeliverableView> ProposeAsync(Actor actor, params ProposedEffect[] effects) => ProposeAsync(actor, Drafts.Draft(effects));

    public async Task<Refusal?> WriteAsync(RunOutputs outputs)
    {
        await using var connection = await Database.OpenAsync(new Scope.Workspace(outputs.Workspace), default);
        await using var transaction = await connection.BeginTransactionAsync();
        var written = await Get<IRunOutputs>().WriteAsync(connection, transaction, outputs, default);
        await Get<AuditLog>().AppendAsync(connection, transaction, written.IsOk ? written.Value : [], default);
        await transaction.CommitAsync();
        return written.Refusal;
    }

    public async Task<DeliverableView> ReadAsync(Actor actor, DeliverableId deliverable) =>
        await Queries.FindAsync(actor.Workspace, deliverable, default) ?? throw new InvalidOperationException("It is not there.");

    public async Task<Result<Decided>> DecideAsync(
        Actor actor, DeliverableView seen, Decision decision, string? note = "Because.", ContentEdit? edit = null, DecisionId? id = null) =>
        await Get<DecideDeliverable>().ExecuteAsync(
            actor,
            new DecisionRequest(
                id ?? StrongId.New<DecisionId>(TimeProvider.System), seen.Row.Id, decision, seen.Row.Revision, seen.Row.ContentHash.Text, note, edit),
            default);

    public async Task<Approval> ApproveAsync(Actor actor, DeliverableView seen) => (await DecideAsync(actor, seen, Decision.Approve)).Value.Approval!;

    public async Task<Result<Decided>> TakeBackAsync(Actor actor, ApprovalId approval, Decision decision) =>
        await Get<TakeBackApproval>().ExecuteAsync(actor, approval, decision, StrongId.New<DecisionId>(TimeProvider.System), default);

    public async Task<Result<Execution>> ExecuteAsync(Actor actor, DeliverableId deliverable, string? approval, bool dryRun = false) =>
        await Get<ExecuteDeliverable>().ExecuteAsync(actor, deliverable, approval, dryRun, default);

    /// <summary>Proposed, approved and redeemed; nothing is sent before <see cref="RunDueAsync"/>.</summary>
    public async Task<(DeliverableView Seen, Approval Approval)> StartExecutionAsync(Actor actor, params ProposedEffect[] effects)
    {
        var seen = await ProposeAsync(actor, effects);
        var approval = await ApproveAsync(actor, seen);
        Assert.Equal(DeliverableState.Executing, (await ExecuteAsync(actor, seen.Row.Id, approval.Id.ToString())).Value.State);
        return (seen, approval);
    }

    /// <summary>Lets the executor take all that is due now, and waits for it.</summary>
    public async Task RunDueAsync()
    {
        var service = Get<IEnumerable<Microsoft.Extensions.Hosting.IHostedService>>().OfType<ExecutorService>().Single();
        for (var running = await service.TakeDueAsync(default); running.Count > 0; running = await service.TakeDueAsync(default))
        {
            await Task.WhenAll(running);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Provider.DisposeAsync();
    }

    public sealed class FakeFeed : IWorkspaceFeed
    {
        public List<FeedTopic> Topics { get; } = [];

        public void Publish(WorkspaceId workspace, FeedTopic topic, string? id = null)
        {
            lock (Topics)
            {
                Topics.Add(topic);
            }
        }

        public IFeedWatch<FeedChange> Watch(WorkspaceId workspace) => throw new NotSupportedException();
    }

    public sealed class FakeLimits : IUsageLimits
    {
        public IReadOnlyList<UsageLimit> Limits { get; set; } = [];

        public ValueTask<IReadOnlyList<UsageLimit>> ForAsync(WorkspaceId workspace, HiredAgentId agent, CancellationToken cancellationToken) => new(Limits);
    }

    public sealed class FakePolicies : IAgentPolicies
    {
        public string? Sentence { get; set; }

        public Task<string?> ForbidsAsync(WorkspaceId workspace, HiredAgentId agent, GateEffect effect, CancellationToken cancellationToken) =>
            Task.FromResult(Sentence);
    }
}
