using System.Text.Json.Nodes;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;

namespace Synter.Domain.Approvals.Gate;

/// <summary>
/// An effect whose approval has been redeemed: the only thing a provider's writer accepts. Sealed, no record, and its
/// constructor is private, so that nothing but the <see cref="Gate"/> nested in it can make one and nothing can copy one
/// with a change.
/// </summary>
public sealed partial class ApprovedEffect
{
    private ApprovedEffect(EffectId id, WorkspaceId workspace, Grant grant, ContentEffect content, CorrelationId correlation, bool isRehearsal)
    {
        Id = id;
        Workspace = workspace;
        Approval = grant.Approval;
        Attempt = grant.Attempt;
        Kind = content.Kind;
        Provider = content.Provider;
        Account = content.Account;
        Credential = content.Credential;
        Target = content.Target;
        Before = content.Before;
        After = content.After;
        IdempotencyKey = content.IdempotencyKey;
        Compensation = content.Compensation;
        Correlation = correlation;
        IsRehearsal = isRehearsal;
    }

    public EffectId Id { get; }

    public WorkspaceId Workspace { get; }

    public ApprovalId Approval { get; }

    public string Kind { get; }

    public string Provider { get; }

    public string Account { get; }

    public CredentialRef Credential { get; }

    public JsonObject Target { get; }

    public JsonObject? Before { get; }

    public JsonObject After { get; }

    public string? Compensation { get; }

    /// <summary>The same on every attempt, for ever: what a provider that takes such keys is given.</summary>
    public string IdempotencyKey { get; }

    /// <summary>From 1.</summary>
    public int Attempt { get; }

    /// <summary>A dry run: a writer does everything but the sending.</summary>
    public bool IsRehearsal { get; }

    public CorrelationId Correlation { get; }
}
