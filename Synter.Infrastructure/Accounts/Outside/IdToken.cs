using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Synter.Infrastructure.Accounts.Tokens;

namespace Synter.Infrastructure.Accounts.Outside;

/// <summary>
/// Checks an ID token (OpenID Connect Core, section 3.1.3.7). It came over a connection that we opened, and its signature is
/// checked all the same: one way in that rests on the connection alone would be one too few.
/// </summary>
public static class IdToken
{
    /// <summary>Some services put a person's groups in.</summary>
    public const int LongestToken = 16 * 1024;

    private const int LongestSubject = 255;

    /// <summary>Takes it apart. What it says of itself is not believed before <see cref="Read"/>.</summary>
    /// <exception cref="OutsideException">It is none, or of another kind.</exception>
    public static ReadJws Parse(string? token) =>
        !CompactJws.TryReadForeign(token ?? "", LongestToken, out var read) ? throw new OutsideException("the ID token is missing or is none")
        : read.Header.TryGetProperty("crit", out _) ? throw new OutsideException("the ID token asks for extensions")
        : read.HeaderText("typ") is not (null or "JWT") ? throw new OutsideException("the token is of another kind")
        : read.HeaderText("kid") is not { Length: > 0 } ? throw new OutsideException("the ID token names no key")
        : read;

    /// <summary>Whom it is about.</summary>
    /// <param name="key">The provider's key of the token's <c>kid</c>.</param>
    /// <param name="accessToken">What came beside it.</param>
    /// <exception cref="OutsideException">Why it is not believed.</exception>
    public static OutsideIdentity Read(ReadJws token, JsonWebKey? key, OutsideProvider provider, string nonce, string? accessToken, DateTimeOffset now)
    {
        Require(key is not null, "its key is not among the provider's");
        Require(token.HeaderText("alg") == key!.Algorithm, "it names another algorithm than its key's");
        Require(key.Verify(token), "its signature is wrong");
        Require(token.Text("iss") == provider.IssuerText, "another issued it");
        Require(IsForUs(token, provider.ClientId), "it is for another");
        Require(token.Time("exp") is { } expires && now < expires + AccessTokens.Skew, "its time is over");
        Require(token.Time("iat") is { } issued && issued <= now + AccessTokens.Skew, "it was not issued yet");
        Require(!token.Payload.TryGetProperty("nbf", out _) || token.Time("nbf") <= now + AccessTokens.Skew, "its time has not come");
        Require(IsSame(token.Text("nonce"), nonce), "it answers another request");
        Require(BelongsTo(token, accessToken), "the access token beside it is another's");
        Require(token.Text("sub") is { Length: > 0 and <= LongestSubject }, "it names nobody");
        return OutsideIdentity.From(token.Text("sub")!, token.Payload);
    }

    /// <summary>Where it is for several, it must say that we are the one who asked.</summary>
    private static bool IsForUs(ReadJws token, string clientId)
    {
        if (!token.Payload.TryGetProperty("aud", out var audience)) return false;
        var isForUs = audience.ValueKind switch
        {
            JsonValueKind.String => audience.GetString() == clientId,
            JsonValueKind.Array => audience.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.String && one.GetString() == clientId),
            _ => false,
        };
        var isForSeveral = audience.ValueKind == JsonValueKind.Array && audience.GetArrayLength() > 1;
        var askedFor = token.Payload.TryGetProperty("azp", out _);
        return isForUs && (askedFor ? token.Text("azp") == clientId : !isForSeveral);
    }

    /// <summary>Said by the left half of its hash, where the provider says it.</summary>
    private static bool BelongsTo(ReadJws token, string? accessToken)
    {
        if (!token.Payload.TryGetProperty("at_hash", out _)) return true;
        var expected = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken ?? "")).AsSpan(0, SHA256.HashSizeInBytes / 2));
        return IsSame(token.Text("at_hash"), expected);
    }

    private static bool IsSame(string? said, string expected) => said is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(said), Encoding.UTF8.GetBytes(expected));

    private static void Require(bool holds, string problem)
    {
        if (!holds) throw new OutsideException($"the ID token is not believed: {problem}");
    }
}

/// <summary>Why a provider's word was not taken. For the log; the person is told only that it failed.</summary>
public sealed class OutsideException(string message, Exception? inner = null) : Exception(message, inner);
