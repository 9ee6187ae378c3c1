using System.Text.Json;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Accounts.Tokens;

/// <summary>
/// Short-lived JWTs (RFC 9068) for programs. A token names its session and no more: what its person may do is asked of the
/// session each time, so a role taken away is gone at once and not when the token ends.
/// </summary>
public sealed class AccessTokens(SigningKeys keys, SessionStore sessions, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    /// <summary>How far two clocks may differ.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    public const string Type = "at+jwt";
    public const string Issuer = "synter";
    public const string Audience = "synter-api";

    private static readonly string[] s_headers = ["alg", "kid", "typ"];

    public async Task<string> IssueAsync(SignedIn signedIn, CancellationToken cancellationToken)
    {
        var key = await keys.CurrentAsync(cancellationToken);
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        return key.Sign(
            JsonSerializer.SerializeToElement(new { alg = CompactJws.Algorithm, typ = Type, kid = key.Id }),
            JsonSerializer.SerializeToElement(new
            {
                iss = Issuer,
                aud = Audience,
                sub = signedIn.User.ToString(),
                sid = signedIn.Session.ToString(),
                iat = now,
                nbf = now,
                exp = now + (long)Lifetime.TotalSeconds,
                jti = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"),
            }));
    }

    /// <summary>Who it is for, or null for whatever reason: a stranger learns none.</summary>
    public async Task<SignedIn?> ReadAsync(string token, CancellationToken cancellationToken)
    {
        if (!CompactJws.TryRead(token, out var read) || !HasOurForm(read)) return null;
        if (await keys.FindAsync(read.HeaderText("kid")!, cancellationToken) is not { } key || !key.Verify(read)) return null;
        if (!IsTimely(read, clock.GetUtcNow())) return null;
        if (!StrongId.TryParse<SessionId>(read.Text("sid"), out var session) || !StrongId.TryParse<UserId>(read.Text("sub"), out var user)) return null;

        var signedIn = await sessions.FindAsync(session, cancellationToken);
        return signedIn?.User == user ? signedIn : null;
    }

    /// <summary>All that is required, and in the header nothing else: no key of its own, no address of one, nothing «critical».</summary>
    private static bool HasOurForm(ReadJws read) =>
        read.HeaderText("alg") == CompactJws.Algorithm
        && read.HeaderText("typ") == Type
        && read.HeaderText("kid") is { Length: > 0 and <= 64 }
        && read.Header.EnumerateObject().All(member => s_headers.Contains(member.Name))
        && read.Text("iss") == Issuer
        && read.Text("aud") == Audience
        && read.Text("jti") is { Length: > 0 };

    private static bool IsTimely(ReadJws read, DateTimeOffset now) =>
        read.Time("iat") is { } issued && read.Time("nbf") is { } notBefore && read.Time("exp") is { } expires
        && issued <= now + Skew && notBefore <= now + Skew && now < expires + Skew
        && expires > issued && expires - issued <= Lifetime;
}
