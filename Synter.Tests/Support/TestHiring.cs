using System.Text.Json.Nodes;
using Synter.Domain.Agents.Catalog;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;
using Synter.Infrastructure.Agents.Catalog;
using Synter.Infrastructure.Agents.Hiring;
using Synter.Tests.Database;

namespace Synter.Tests.Support;

/// <summary>Hiring over a test's database: the real stores and use cases, with the workshop agent in the catalogue.</summary>
public sealed class TestHiring
{
    private readonly TestTrust _trust;
    private readonly PostgresFixture _postgres;
    private readonly TimeProvider _clock;

    public TestHiring(PostgresFixture postgres, TimeProvider? clock = null)
    {
        _postgres = postgres;
        _clock = clock ?? new ManualClock();
        _trust = new TestTrust(postgres);
        Catalog = new AgentCatalog(postgres.Database);
        Check = new ValueCheck(_trust.Directory);
        Store = new HiringStore(postgres.Database, _trust.Audit);
        var desk = new HiringDesk(Store, Feed, _clock);
        SaveDraft = new SaveDraft(Catalog, Check, Store, desk, Feed, _clock);
        FinalizeConfig = new FinalizeConfig(Catalog, Check, Store, desk);
        PauseAgent = new PauseAgent(desk);
        ResumeAgent = new ResumeAgent(desk);
        EndAgent = new EndAgent(desk);
        SaveGoal = new SaveGoal(Catalog, Check, Store, desk, _clock);
        MoveGoal = new MoveGoal(desk);
        Subjects = new RunSubjects(postgres.Database, Catalog);
    }

    public SilentFeed Feed { get; } = new();

    public AgentCatalog Catalog { get; }

    public ValueCheck Check { get; }

    public HiringStore Store { get; }

    public SaveDraft SaveDraft { get; }

    public FinalizeConfig FinalizeConfig { get; }

    public PauseAgent PauseAgent { get; }

    public ResumeAgent ResumeAgent { get; }

    public EndAgent EndAgent { get; }

    public SaveGoal SaveGoal { get; }

    public MoveGoal MoveGoal { get; }

    public RunSubjects Subjects { get; }

    public TestTrust Trust => _trust;

    /// <summary>Puts agent types into the catalogue; the workshop agent if none is named.</summary>
    public Task PublishAsync(params AgentTypeDefinition[] definitions) =>
        new CatalogSeed(_postgres.Database, definitions.Length == 0 ? [WorkshopAgent.Definition] : definitions, _clock).SeedAsync(default);

    public async Task<HiredAgentView> HireAsync(Actor actor, JsonObject? config = null) =>
        (await SaveDraft.ExecuteAsync(actor, new(null, WorkshopAgent.Id, config ?? await ConfigAsync(actor)), default)).Value;

    public async Task<HiredAgentView> HireAndFinalizeAsync(Actor actor) =>
        (await FinalizeConfig.ExecuteAsync(actor, (await HireAsync(actor)).Id, default)).Value;

    public async Task<GoalView> AddGoalAsync(Actor actor, HiredAgentId agent, string topic = "Gums") =>
        (await SaveGoal.ExecuteAsync(actor, agent, new(null, "write", null, null, new JsonObject { ["topic"] = topic }), default)).Value;

    /// <summary>A whole config that refers to a credential of the actor's own workspace.</summary>
    public async Task<JsonObject> ConfigAsync(Actor actor)
    {
        var config = WorkshopAgent.Config();
        config["links"]!["facebook"] = (await CredentialAsync(actor, "facebook")).ToString();
        return config;
    }

    public async Task<CredentialRef> CredentialAsync(Actor actor, string provider)
    {
        var secret = new Secret(new Dictionary<string, string> { ["access_token"] = "a-secret-of-the-tests" });
        return (await _trust.Credentials.PutAsync(actor, new(CredentialKind.Platform, provider, null, secret), "ests", default)).Ref;
    }
}
