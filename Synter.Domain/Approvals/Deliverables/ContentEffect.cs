using System.Text.Json.Nodes;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;

namespace Synter.Domain.Approvals.Deliverables;

/// <summary>One change as the canonical content holds it: all that a person approves, nothing that they do not.</summary>
/// <param name="SendAt">Not before this instant. Only an edit sets it.</param>
/// <param name="Compensation">The named change that puts it back; null when it cannot be undone.</param>
public sealed record ContentEffect(
    string Kind,
    string Provider,
    string Account,
    CredentialRef Credential,
    JsonObject Target,
    JsonObject? Before,
    JsonObject After,
    Money? CostBound,
    DateTimeOffset? SendAt,
    string IdempotencyKey,
    string? Compensation)
{
    public static ContentEffect Of(ProposedEffect proposed) => new(
        proposed.Kind, proposed.Provider, proposed.Account, proposed.Credential, proposed.Target, proposed.Before, proposed.After,
        proposed.CostBound, SendAt: null, proposed.IdempotencyKey, proposed.Compensation);
}
