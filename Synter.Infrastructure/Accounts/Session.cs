using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Accounts;

/// <summary>
/// One token of a sign-in. A sign-in is a family of tokens: each lives shortly and is replaced by the next, so that a stolen one
/// betrays itself when thief and owner both go on using it.
/// </summary>
public sealed class Session
{
    /// <summary>However much it is used: after this long a person signs in again.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromDays(7);

    /// <summary>Unused for this long, it is over.</summary>
    public static readonly TimeSpan TokenLife = TimeSpan.FromHours(12);

    /// <summary>A cookie this old is replaced with the next answer.</summary>
    public static readonly TimeSpan RenewedAfter = TimeSpan.FromMinutes(10);

    /// <summary>Requests that were under way when the token was replaced still carry the old one.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>The same when the browser itself asked: it has the answer in hand.</summary>
    public static readonly TimeSpan ShortGrace = TimeSpan.FromSeconds(5);

    public required Guid Id { get; init; }

    /// <summary>The sign-in it belongs to.</summary>
    public required SessionId FamilyId { get; init; }

    public required TokenUse Use { get; init; }

    public required byte[] TokenHash { get; init; }

    public required UserId UserId { get; init; }

    public required WorkspaceId WorkspaceId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the person signed in.</summary>
    public required DateTimeOffset SignedInAt { get; init; }

    /// <summary>The person has shown two factors in this sign-in.</summary>
    public bool IsTwoFactor { get; init; }

    /// <summary>Null until it is sent to us for the first time.</summary>
    public DateTimeOffset? LastSeenAt { get; set; }

    public DateTimeOffset? RotatedAt { get; set; }

    public Guid? ReplacedBy { get; set; }

    /// <summary>Until when it is still taken after it was replaced.</summary>
    public DateTimeOffset? HonouredUntil { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }

    public string? UserAgent { get; init; }

    public string? Ip { get; init; }

    /// <summary>What a token sent to us now is worth.</summary>
    /// <param name="isSuccessorUsed">The token that replaced it has been sent to us.</param>
    public TokenVerdict Judge(DateTimeOffset now, bool isSuccessorUsed)
    {
        if (RevokedAt is not null || now >= SignedInAt + LongestLife) return TokenVerdict.Dead;
        if (RotatedAt is not null && now >= HonouredUntil)
        {
            // The answer that carried the next one may have been lost on its way. Only when both are in use are there two holders.
            if (isSuccessorUsed) return TokenVerdict.Reused;
            return now < ExpiresAt ? TokenVerdict.Due : TokenVerdict.Dead;
        }

        if (now >= ExpiresAt) return TokenVerdict.Dead;
        return RotatedAt is null && now - CreatedAt >= RenewedAfter ? TokenVerdict.Due : TokenVerdict.Live;
    }
}

/// <summary>What a token is worth.</summary>
public enum TokenVerdict
{
    Live,

    /// <summary>Good, and to be replaced by the next answer.</summary>
    Due,

    /// <summary>Sent by a second holder: the sign-in must end.</summary>
    Reused,

    Dead,
}
