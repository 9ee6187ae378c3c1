using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Synter.Infrastructure.Accounts.Tokens;

/// <summary>A pair of keys on P-256: one signs our tokens, the other lets anybody check them.</summary>
public sealed class SigningKey(string id, ECDsa pair, DateTimeOffset createdAt)
{
    // The framework promises nothing of two threads at one pair.
    private readonly Lock _turn = new();

    public string Id { get; } = id;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public string Sign(JsonElement header, JsonElement payload)
    {
        lock (_turn) return CompactJws.Sign(header, payload, pair);
    }

    public bool Verify(ReadJws read)
    {
        lock (_turn) return CompactJws.Verify(read, pair);
    }

    /// <summary>The public half, as RFC 7517 writes it.</summary>
    public PublicJwk ToJwk()
    {
        var point = pair.ExportParameters(includePrivateParameters: false).Q;
        return new PublicJwk("EC", "P-256", Base64Url.EncodeToString(point.X!), Base64Url.EncodeToString(point.Y!), Id, "sig", CompactJws.Algorithm);
    }
}

/// <summary>A public key for the JWKS document.</summary>
public sealed record PublicJwk(string Kty, string Crv, string X, string Y, string Kid, string Use, string Alg);

/// <summary>A signing key's row; the private half is sealed by the vault's ring.</summary>
public sealed class SigningKeyRow
{
    public required string Id { get; init; }

    public required byte[] Sealed { get; set; }

    public required string KeyId { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What it is sealed for: copied to another row it does not open.</summary>
    public static string Bound(string id) => $"signing-key/{id}";
}
