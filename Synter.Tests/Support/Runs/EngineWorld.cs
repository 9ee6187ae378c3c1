using System.Text.Json.Nodes;
using Npgsql;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Agents.Runs;

namespace Synter.Tests.Support.Runs;

/// <summary>
/// What stands around a run engine: skills made of lambdas, found by the agent type's id, and a place where deliverables go.
/// </summary>
internal sealed class EngineWorld : IRunSubjects, IRunOutputs
{
    public const string Tiny = "tiny";

    public EngineWorld() => Skill(Tiny, (_, _) => Task.FromResult(RunOutcome.Nothing));

    public List<ScriptedSkill> Skills { get; } = [];

    public List<IRunAdmission> Admissions { get; } = [];

    public List<IRunSettlement> Settlements { get; } = [];

    /// <summary>What is done with a run's deliverables in its transaction.</summary>
    public Func<NpgsqlConnection, RunOutputs, Task<Refusal?>> Write { get; set; } = (_, _) => Task.FromResult<Refusal?>(null);

    /// <summary>What the audit is to say of a run's deliverables.</summary>
    public List<AuditEntry> Audited { get; } = [];

    public EngineWorld Skill(string key, Func<RunContext, CancellationToken, Task<RunOutcome>> run)
    {
        Skills.Add(new ScriptedSkill(key, run));
        return this;
    }

    public static RunStart Start(
        WorkspaceId workspace, string skill = Tiny, string? key = null, string? job = null, string? concurrencyKey = null, bool dryRun = false,
        DateTimeOffset? due = null) => new(
            StrongId.New<RunId>(TimeProvider.System), job ?? skill, new RunTarget(workspace, skill, 1, ConcurrencyKey: concurrencyKey), [], null, dryRun,
            CorrelationId.Current, due ?? TimeProvider.System.Now(), RunOrigin.Api, "ada", key);

    public Task<Result<RunTarget>> FindAsync(WorkspaceId workspace, GoalId goal, CancellationToken cancellationToken) =>
        Task.FromResult<Result<RunTarget>>(new RunTarget(workspace, Tiny, 1, Goal: goal));

    public Task<RunSubject?> LoadAsync(RunTarget target, CancellationToken cancellationToken) =>
        Task.FromResult<RunSubject?>(new RunSubject(null, null, TimeZoneInfo.Utc, target.AgentTypeId));

    public async Task<Result<IReadOnlyList<AuditEntry>>> WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, RunOutputs outputs, CancellationToken cancellationToken) =>
        await Write(connection, outputs) is { } refusal ? refusal : Audited;
}

internal sealed class ScriptedSkill(string key, Func<RunContext, CancellationToken, Task<RunOutcome>> run) : IAgentSkill
{
    public string Key => key;

    public Task<RunOutcome> RunAsync(RunContext context, CancellationToken cancellationToken) => run(context, cancellationToken);
}
