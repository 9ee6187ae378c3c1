using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Approvals.Gate;

/// <summary>The right to send one effect, made by redeeming and by nothing else.</summary>
public sealed class StoredGrant : ITenantRow
{
    public required WorkspaceId WorkspaceId { get; init; }

    public required ApprovalId ApprovalId { get; init; }

    public required EffectId EffectId { get; init; }

    public required DateTimeOffset GrantedAt { get; init; }
}
