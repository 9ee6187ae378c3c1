using System.Text.Json.Nodes;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;

namespace Synter.Domain.Approvals.Gate;

/// <summary>
/// One change an agent wants at one provider. Data, not an act: only the gate makes an <see cref="ApprovedEffect"/> of it.
/// </summary>
/// <param name="Kind">A key of the closed registry, as in <c>post</c>; an unknown kind is refused at submit.</param>
/// <param name="Provider">As in <c>facebook</c>, <c>x</c>.</param>
/// <param name="Account">The account at the provider: a page id, a handle.</param>
/// <param name="Target">What is changed, by the kind's schema.</param>
/// <param name="Before">What was read there; null where the change makes something new.</param>
/// <param name="After">What will stand there. Carries <c>v</c>, the version of the kind's schema.</param>
/// <param name="Reason">One sentence with its numbers.</param>
/// <param name="CostBound">The most it can cost; null for changes that cost nothing.</param>
/// <param name="IdempotencyKey">The same for the same intention, for ever.</param>
/// <param name="Compensation">The named change that puts it back; null when it cannot be undone.</param>
public sealed record ProposedEffect(
    string Kind,
    string Provider,
    string Account,
    CredentialRef Credential,
    JsonObject Target,
    JsonObject? Before,
    JsonObject After,
    string Reason,
    Money? CostBound,
    string IdempotencyKey,
    string? Compensation = null);
