using System.Text.Json.Nodes;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;

namespace Synter.Domain.Approvals.Gate;

/// <summary>
/// An effect whose approval has been redeemed: the only thing a provider's writer accepts. Sealed, no record, and its
/// constructor is private, so that nothing but the gate can make one and nothing can copy one with a change.
/// </summary>
public sealed partial class ApprovedEffect
{
    private ApprovedEffect()
    {
    }

    public EffectId Id { get; private init; }

    public WorkspaceId Workspace { get; private init; }

    public ApprovalId Approval { get; private init; }

    public string Kind { get; private init; } = "";

    public string Provider { get; private init; } = "";

    public string Account { get; private init; } = "";

    public CredentialRef Credential { get; private init; }

    public JsonObject Target { get; private init; } = [];

    public JsonObject? Before { get; private init; }

    public JsonObject After { get; private init; } = [];

    public string IdempotencyKey { get; private init; } = "";

    /// <summary>From 1.</summary>
    public int Attempt { get; private init; }

    public CorrelationId Correlation { get; private init; }
}
