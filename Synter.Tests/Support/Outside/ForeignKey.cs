using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Synter.Tests.Support.Outside;

/// <summary>A provider's pair of keys, and tokens signed with it: right ones, and whatever a hostile one would be.</summary>
public sealed class ForeignKey(string id, AsymmetricAlgorithm pair) : IDisposable
{
    public string Id { get; } = id;

    public static ForeignKey Rsa(string id, int bits = 2048) => new(id, RSA.Create(bits));

    public static ForeignKey P256(string id) => new(id, ECDsa.Create(ECCurve.NamedCurves.nistP256));

    public string Algorithm => pair is RSA ? "RS256" : "ES256";

    public JsonObject ToJwk()
    {
        if (pair is RSA rsa)
        {
            var key = rsa.ExportParameters(false);
            return new() { ["kty"] = "RSA", ["kid"] = Id, ["use"] = "sig", ["n"] = Text(key.Modulus!), ["e"] = Text(key.Exponent!) };
        }

        var point = ((ECDsa)pair).ExportParameters(false).Q;
        return new() { ["kty"] = "EC", ["crv"] = "P-256", ["kid"] = Id, ["x"] = Text(point.X!), ["y"] = Text(point.Y!) };
    }

    /// <param name="header">Null: as it should be.</param>
    /// <param name="algorithm">What really signs; null: the key's own.</param>
    public string Sign(JsonObject claims, JsonObject? header = null, string? algorithm = null)
    {
        header ??= new() { ["alg"] = Algorithm, ["typ"] = "JWT", ["kid"] = Id };
        var input = $"{Text(Encoding.UTF8.GetBytes(header.ToJsonString()))}.{Text(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        return $"{input}.{Text(Signature(Encoding.ASCII.GetBytes(input), algorithm ?? Algorithm))}";
    }

    public void Dispose() => pair.Dispose();

    private byte[] Signature(byte[] input, string algorithm) => algorithm switch
    {
        "none" => [],
        // The public key, which everybody has, as the shared secret.
        "HS256" => HMACSHA256.HashData(pair.ExportSubjectPublicKeyInfo(), input),
        "RS256" => ((RSA)pair).SignData(input, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        "PS256" => ((RSA)pair).SignData(input, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        "RS512" => ((RSA)pair).SignData(input, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
        _ => ((ECDsa)pair).SignData(input, HashAlgorithmName.SHA256),
    };

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
