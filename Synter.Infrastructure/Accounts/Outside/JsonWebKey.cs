using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Synter.Infrastructure.Accounts.Tokens;

namespace Synter.Infrastructure.Accounts.Outside;

/// <summary>
/// A provider's public key. The key says which algorithm it is for and no token does: RSA means RS256, P-256 means ES256, and
/// there is no other kind, so that a public key cannot serve as a password.
/// </summary>
public sealed class JsonWebKey
{
    private const int LeastRsaBits = 2048;
    private const int P256Bytes = 32;

    private readonly RSAParameters? _rsa;
    private readonly ECParameters? _curve;

    private JsonWebKey(string id, RSAParameters? rsa, ECParameters? curve) => (Id, _rsa, _curve) = (id, rsa, curve);

    public string Id { get; }

    public string Algorithm => _rsa is null ? CompactJws.Algorithm : "RS256";

    /// <summary>Those of a JWKS document that we can use; the others are for somebody else.</summary>
    /// <exception cref="JsonException">It is no such document.</exception>
    public static IReadOnlyList<JsonWebKey> ReadAll(byte[] utf8)
    {
        using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false });
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("keys", out var keys) || keys.ValueKind != JsonValueKind.Array)
            throw new JsonException("A JWKS document holds «keys».");
        return [.. keys.EnumerateArray().Where(key => key.ValueKind == JsonValueKind.Object).Select(Read).OfType<JsonWebKey>()];
    }

    public bool Verify(ReadJws token)
    {
        // Made anew each time: the framework promises nothing of two threads at one key, and sign-ins are few.
        if (_rsa is { } rsaParameters)
        {
            using var rsa = RSA.Create(rsaParameters);
            return rsa.VerifyData(token.SigningInput, token.Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }

        using var curve = ECDsa.Create(_curve!.Value);
        return CompactJws.Verify(token, curve);
    }

    private static JsonWebKey? Read(JsonElement key)
    {
        if (Text(key, "kid") is not { Length: > 0 and <= 256 } id || Text(key, "use") is not (null or "sig")) return null;
        var read = Text(key, "kty") switch
        {
            "RSA" => Rsa(id, key),
            "EC" => P256(id, key),
            _ => null,
        };
        return read is not null && Text(key, "alg") is { } algorithm && algorithm != read.Algorithm ? null : read;
    }

    private static JsonWebKey? Rsa(string id, JsonElement key) =>
        Bytes(key, "n") is { } modulus && Bytes(key, "e") is { Length: > 0 and <= 8 } exponent && modulus.SkipWhile(b => b == 0).Count() * 8 >= LeastRsaBits
            ? new JsonWebKey(id, new RSAParameters { Modulus = modulus, Exponent = exponent }, null)
            : null;

    private static JsonWebKey? P256(string id, JsonElement key)
    {
        if (Text(key, "crv") != "P-256" || Bytes(key, "x") is not { Length: P256Bytes } x || Bytes(key, "y") is not { Length: P256Bytes } y) return null;
        var parameters = new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } };
        try
        {
            using var probe = ECDsa.Create(parameters);
            return new JsonWebKey(id, null, parameters);
        }
        catch (CryptographicException)
        {
            // No point of the curve.
            return null;
        }
    }

    private static string? Text(JsonElement key, string name) => key.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static byte[]? Bytes(JsonElement key, string name)
    {
        try
        {
            return Text(key, name) is { } text ? Base64Url.DecodeFromChars(text) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
