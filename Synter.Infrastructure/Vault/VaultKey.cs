using System.Diagnostics;
using System.Security.Cryptography;

namespace Synter.Infrastructure.Vault;

/// <summary>One 256-bit key that seals data keys. Its id is a fingerprint of it, so one id can never mean two keys.</summary>
[DebuggerDisplay("{Id}")]
public sealed class VaultKey
{
    public const int Size = 32;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _key;

    private VaultKey(byte[] key)
    {
        _key = key;
        Id = "vk_" + Convert.ToHexStringLower(HMACSHA256.HashData(key, "synter vault key id"u8))[..12];
    }

    public string Id { get; }

    internal ReadOnlySpan<byte> Bytes => _key;

    /// <summary>Null when the text is not 32 bytes in base64.</summary>
    public static VaultKey? TryParse(string base64)
    {
        var bytes = new byte[Size];
        return Convert.TryFromBase64String(base64, bytes, out var length) && length == Size ? new VaultKey(bytes) : null;
    }

    /// <summary>A fresh key as it is written to a key file.</summary>
    public static string Generate() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(Size));

    public override string ToString() => Id;
}
