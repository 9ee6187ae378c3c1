using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Accounts.Members;

/// <summary>Names an invitation without being its token.</summary>
public readonly record struct InvitationId(Guid Value) : IStrongId<InvitationId>
{
    public static string Prefix => "inv_";

    public static InvitationId From(Guid value) => new(value);

    public override string ToString() => StrongId.Format(this);
}

/// <summary>Somebody asked into a workspace, until they come or the time is over.</summary>
public sealed class Invitation : ITenantRow
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    public required InvitationId Id { get; init; }

    public required WorkspaceId WorkspaceId { get; init; }

    public required string Email { get; init; }

    public required string NormalizedEmail { get; init; }

    public required Role Role { get; init; }

    public required byte[] TokenHash { get; init; }

    public required UserId InvitedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? AcceptedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
}
