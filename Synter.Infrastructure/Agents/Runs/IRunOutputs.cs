using Npgsql;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Agents.Runs;

/// <summary>What a run made, on its way into the database.</summary>
public sealed record RunOutputs(
    WorkspaceId Workspace,
    RunId Run,
    HiredAgentId? Agent,
    GoalId? Goal,
    CorrelationId Correlation,
    DateTimeOffset At,
    IReadOnlyList<RunOutput> Items);

/// <param name="Slot">Unique in the run, the same on each attempt.</param>
public sealed record RunOutput(string Slot, DraftDeliverable Draft);

/// <summary>
/// Stores a run's deliverables inside the transaction that completes the run, so that there is never a deliverable of a run that did
/// not end, nor an ended run whose deliverables are missing. Never called for a dry run or without items.
/// </summary>
public interface IRunOutputs
{
    /// <returns>
    /// What the audit is to say of it: the caller appends that last, as it locks the chain. Or why the outputs cannot be taken (an unknown
    /// effect kind, say): the run then fails with that sentence.
    /// </returns>
    Task<Result<IReadOnlyList<AuditEntry>>> WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, RunOutputs outputs, CancellationToken cancellationToken);
}
