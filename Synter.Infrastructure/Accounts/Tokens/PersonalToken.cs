using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Accounts.Tokens;

/// <summary>Names a personal API token without being it.</summary>
public readonly record struct PersonalTokenId(Guid Value) : IStrongId<PersonalTokenId>
{
    public static string Prefix => "pat_";

    public static PersonalTokenId From(Guid value) => new(value);

    public override string ToString() => StrongId.Format(this);
}

/// <summary>A token a person made for a program of theirs, in one workspace. Only its hash is kept.</summary>
public sealed class PersonalToken
{
    public required PersonalTokenId Id { get; init; }

    public required UserId UserId { get; init; }

    public required WorkspaceId WorkspaceId { get; init; }

    public required string Name { get; init; }

    public required byte[] TokenHash { get; init; }

    /// <summary>The most it may do; the person's own role holds where that is less.</summary>
    public required Role Role { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>Why it was revoked. Null while it was not, and for those of before this was kept.</summary>
    public TokenEnd? RevokedFor { get; set; }
}

/// <summary>Why a personal API token counts no longer.</summary>
public enum TokenEnd
{
    Expired,

    /// <summary>Its person wanted it so.</summary>
    Revoked,

    /// <summary>Its person changed or reset their password: whoever knew the one before may have made it.</summary>
    PasswordChanged,
}
