using System.Text.Json.Nodes;
using Synter.Domain.Kernel;

namespace Synter.Domain.Vault;

/// <summary>Which door a credential came in by.</summary>
public enum CredentialKind
{
    /// <summary>A marketing or ads platform (<c>/api/cp/platform-credentials</c>).</summary>
    Platform,

    /// <summary>A trading exchange (<c>/api/cp/exchange-setup</c>).</summary>
    Exchange,
}

/// <summary>What anyone but a provider client may know of a stored secret.</summary>
/// <param name="Provider">As in <c>facebook</c>, <c>x</c>, <c>delta_exchange_india</c>.</param>
/// <param name="PostingIdentity">A page or handle, as the person named it.</param>
/// <param name="Last4">The end of its main field, so that people can tell two apart. Empty when the value is too short to show any of it.</param>
/// <param name="Fields">The names of the secret's fields.</param>
/// <param name="RiskLimits">Exchanges only: the limits that were set beside the keys.</param>
/// <param name="Test">What the provider said when it was last asked; null when nobody could ask.</param>
public sealed record CredentialSummary(
    CredentialRef Ref,
    CredentialKind Kind,
    string Provider,
    string? PostingIdentity,
    string Last4,
    IReadOnlyList<string> Fields,
    JsonObject? RiskLimits,
    CredentialTest? Test,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? RevokedAt);
