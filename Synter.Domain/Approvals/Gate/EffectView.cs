using System.Text.Json.Nodes;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;

namespace Synter.Domain.Approvals.Gate;

/// <summary>One change as people see it: what was approved, and what came of it.</summary>
/// <param name="Target">Null when this Synter cannot read the content; so are the others that come from it.</param>
/// <param name="State"><see cref="EffectState.Skipped"/> while the global dry run holds it back after a rehearsal.</param>
/// <param name="Problem">The last failure or denial in a sentence.</param>
/// <param name="ProblemCode">Its stable code.</param>
/// <param name="RetryAt">When it is sent again by itself.</param>
public sealed record EffectView(
    EffectId Id,
    DeliverableId Deliverable,
    int Position,
    string Kind,
    string Provider,
    string Account,
    CredentialRef? Credential,
    JsonObject? Target,
    JsonObject? Before,
    JsonObject? After,
    string Reason,
    Money? CostBound,
    DateTimeOffset? SendAt,
    string IdempotencyKey,
    string? Compensation,
    EffectState State,
    int Attempts,
    string? ProviderRef,
    string? ProviderUrl,
    string? ProblemCode,
    string? Problem,
    DateTimeOffset? RetryAt,
    DateTimeOffset StateAt,
    CorrelationId? Correlation)
{
    /// <summary>The <see cref="ProblemCode"/> of a change that reads otherwise at the provider than it was approved.</summary>
    public const string DiffersCode = "differs";
}
