using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Synter.Infrastructure.Accounts.Tokens;

/// <summary>
/// RFC 7515's compact form, signed and checked with ES256 and nothing else. What a token says of its own algorithm is only compared, never followed:
/// there is one algorithm and one kind of key, so there is nothing to confuse.
/// </summary>
public static class CompactJws
{
    public const string Algorithm = "ES256";

    /// <summary>Ours are under 700; a longer one is not worth decoding.</summary>
    public const int LongestToken = 4096;

    private const int SignatureBytes = 64;

    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    public static string Sign(JsonElement header, JsonElement payload, ECDsa key)
    {
        var input = $"{Encode(JsonSerializer.SerializeToUtf8Bytes(header))}.{Encode(JsonSerializer.SerializeToUtf8Bytes(payload))}";
        return $"{input}.{Encode(key.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation))}";
    }

    /// <summary>Takes one of ours apart without believing anything.</summary>
    public static bool TryRead(string token, [NotNullWhen(true)] out ReadJws? read)
    {
        if (TryReadForeign(token, LongestToken, out read) && read.Signature.Length == SignatureBytes) return true;
        read = null;
        return false;
    }

    /// <summary>
    /// Takes another issuer's apart, whose keys may be of other kinds. Exactly three parts, canonical base64url, JSON objects that
    /// repeat no name, and a signature.
    /// </summary>
    internal static bool TryReadForeign(string token, int longest, [NotNullWhen(true)] out ReadJws? read)
    {
        read = null;
        if (token.Length > longest || token.Split('.') is not [var first, var second, var third]) return false;
        if (Decode(first) is not { } header || Decode(second) is not { } payload || Decode(third) is not { } signature) return false;
        if (Parse(header) is not { } readHeader || Parse(payload) is not { } readPayload) return false;

        read = new ReadJws(readHeader, readPayload, Encoding.ASCII.GetBytes($"{first}.{second}"), signature);
        return true;
    }

    public static bool Verify(ReadJws read, ECDsa key) =>
        key.VerifyData(read.SigningInput, read.Signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    private static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    private static byte[]? Decode(string part)
    {
        try
        {
            var bytes = Base64Url.DecodeFromChars(part);
            // One spelling only: padding, white space and stray bits at the end would let an altered token pass as another.
            return bytes.Length > 0 && Encode(bytes) == part ? bytes : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static JsonElement? Parse(byte[] utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, s_strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A token taken apart, not yet believed.</summary>
public sealed record ReadJws(JsonElement Header, JsonElement Payload, byte[] SigningInput, byte[] Signature)
{
    /// <summary>Null when the header has no such text.</summary>
    public string? HeaderText(string name) => Text(Header, name);

    /// <summary>Null when the payload has no such text.</summary>
    public string? Text(string name) => Text(Payload, name);

    /// <summary>Null when the payload has no such time; RFC 7519 lets times have fractions.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (!Payload.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var seconds)) return null;
        return seconds is >= 0 and <= 253_402_300_799 ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null;
    }

    private static string? Text(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
