using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Gate;

/// <summary>Executions as use cases see them: begun, put off, tried again, settled by a person.</summary>
public interface IExecutions
{
    /// <summary>Null when this workspace has no such deliverable.</summary>
    Task<ExecutionSubject?> LoadAsync(WorkspaceId workspace, DeliverableId deliverable, CancellationToken cancellationToken);

    /// <summary>Null when this workspace has no such approval.</summary>
    Task<Approval?> FindApprovalAsync(WorkspaceId workspace, ApprovalId approval, CancellationToken cancellationToken);

    /// <summary>Puts an approved deliverable off until its time. False when it moved meanwhile.</summary>
    Task<bool> ScheduleAsync(GateRequest request, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Sends what failed again, on its grants. False when it moved meanwhile.</summary>
    Task<bool> RetryAsync(GateRequest request, CancellationToken cancellationToken);

    /// <summary>Remembers that the global dry run went all the way with it but the sending.</summary>
    Task MarkRehearsedAsync(GateRequest request, CancellationToken cancellationToken);

    /// <summary>A person's word on an effect nobody could tell about.</summary>
    Task<Result<ResolvedEffect>> ResolveAsync(Actor actor, EffectId effect, EffectState outcome, string? note, CancellationToken cancellationToken);

    /// <summary>Keeps a no as a row that people can find by its correlation id.</summary>
    Task RecordAsync(GateRequest request, Verdict.Denied verdict, CancellationToken cancellationToken);
}

/// <summary>How it stands after a person settled an unknown effect.</summary>
public sealed record ResolvedEffect(EffectId Effect, EffectState State, DeliverableId Deliverable, DeliverableState DeliverableState);
