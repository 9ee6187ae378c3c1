using System.Text.Json.Nodes;
using Synter.Domain.Accounts;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Runs;

/// <summary>Runs a goal now, beside its schedule.</summary>
public sealed class StartRun(IRunSubjects subjects, IEnumerable<IRunAdmission> admissions, IRunStore store, TimeProvider clock)
{
    /// <param name="idempotencyKey">The same key for the same goal is the same run, however often it is asked for.</param>
    public async Task<Result<StartedRun>> ExecuteAsync(
        Actor actor, GoalId goal, bool dryRun, string? idempotencyKey, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.RunAgents) is { } lacking)
        {
            return lacking;
        }

        if (!(await subjects.FindAsync(actor.Workspace, goal, cancellationToken)).TryGet(out var target, out var refusal))
        {
            return refusal;
        }

        foreach (var admission in admissions)
        {
            if (await admission.CheckAsync(target, cancellationToken) is { } refused)
            {
                return refused;
            }
        }

        return await store.EnqueueAsync(Start(actor, goal, target, dryRun, idempotencyKey), cancellationToken);
    }

    private RunStart Start(Actor actor, GoalId goal, RunTarget target, bool dryRun, string? idempotencyKey) => new(
        StrongId.New<RunId>(clock),
        goal.ToString(),
        target,
        new JsonObject(),
        Window: null,
        dryRun,
        CorrelationId.Current,
        clock.Now(),
        actor.Via == Via.Page ? RunOrigin.Page : RunOrigin.Api,
        actor.Name,
        // The goal is part of the key: a client may use one Idempotency-Key for calls on two goals.
        idempotencyKey is null ? null : $"key:{goal}:{idempotencyKey}");
}
