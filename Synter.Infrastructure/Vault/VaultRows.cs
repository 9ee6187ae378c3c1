using System.Text.Json.Nodes;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;

namespace Synter.Infrastructure.Vault;

/// <summary>A stored secret and what people know it by.</summary>
internal sealed class CredentialRow : ITenantRow
{
    public required WorkspaceId WorkspaceId { get; init; }

    public required CredentialRef Id { get; init; }

    public required CredentialKind Kind { get; init; }

    public required string Provider { get; init; }

    public string? PostingIdentity { get; init; }

    /// <summary>Null once revoked: the secret is forgotten, the row stays.</summary>
    public byte[]? Sealed { get; set; }

    public string? KeyId { get; set; }

    public required string Last4 { get; set; }

    public required string[] Fields { get; set; }

    public string? RiskLimits { get; set; }

    public required UserId CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the secret was last replaced; tells a test's answer from one about an earlier secret.</summary>
    public required DateTimeOffset UpdatedAt { get; set; }

    public DateTimeOffset? TestedAt { get; set; }

    public ProbeOutcome? TestOutcome { get; set; }

    public string? TestMessage { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }

    public CredentialSummary Summary() => new(
        Id, Kind, Provider, PostingIdentity, Last4, Fields, RiskLimits is null ? null : JsonNode.Parse(RiskLimits)!.AsObject(),
        TestOutcome is { } outcome ? new CredentialTest(outcome, TestMessage!, TestedAt!.Value) : null,
        CreatedAt, UpdatedAt, RevokedAt);
}

/// <summary>A key of a purpose of its own, sealed by the ring. Belongs to the installation, not to a workspace.</summary>
internal sealed class SealedKeyRow
{
    public required string Purpose { get; init; }

    public required byte[] Sealed { get; set; }

    public required string KeyId { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}
