using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Approvals.Gate;

/// <summary>A deliverable that this node may work on until its lease lapses.</summary>
public sealed record ExecutionClaim(
    WorkspaceId Workspace, DeliverableId Deliverable, ApprovalId Approval, AskedBy By, CorrelationId Correlation, long LeaseToken);
