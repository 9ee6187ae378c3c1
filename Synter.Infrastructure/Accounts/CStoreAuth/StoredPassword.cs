using System.Text.Json.Nodes;

namespace Synter.Infrastructure.Accounts.CStoreAuth;

/// <summary>A password as cstore-auth keeps it.</summary>
internal abstract record StoredPassword(byte[] Hash, byte[] Salt)
{
    // What a record may cost us: far above what cstore-auth writes, far below what would stop the machine.
    private const int MostMemoryKiB = 256 * 1024;
    private const int ShortestHash = 16;
    private const int LongestHash = 64;
    private const int ShortestSalt = 8;

    /// <returns>Null when it is of a kind that cstore-auth does not write.</returns>
    public static StoredPassword? Read(JsonObject json)
    {
        if (Text(json, "hash") is not { } hashText || Text(json, "salt") is not { } saltText || json["params"] is not JsonObject cost
            || Bytes(hashText) is not { Length: >= ShortestHash and <= LongestHash } hash || Bytes(saltText) is not { Length: >= ShortestSalt and <= LongestHash } salt)
        {
            return null;
        }

        return Text(json, "algo") switch
        {
            "argon2id" when Number(cost, "timeCost") is >= 1 and <= 16 and var passes && Number(cost, "parallelism") is >= 1 and <= 16 and var lanes
                && Number(cost, "memoryCost") is { } memory && memory >= 8 * lanes && memory <= MostMemoryKiB && Number(cost, "outputLen") == hash.Length =>
                new Argon2(hash, salt, (uint)passes, (uint)memory, (uint)lanes),
            "scrypt" when Number(cost, "N") is >= 2 and <= 1 << 18 and var n && (n & (n - 1)) == 0 && Number(cost, "r") is >= 1 and <= 32 and var r
                && Number(cost, "p") is >= 1 and <= 16 and var p && (long)n * r / 8 <= MostMemoryKiB && Number(cost, "keyLength") == hash.Length =>
                new Scrypt(hash, salt, (ulong)n, (uint)r, (uint)p),
            _ => null,
        };
    }

    private static string? Text(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static int? Number(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    private static byte[]? Bytes(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }

    /// <summary>Argon2id, version 0x13, with the pepper as its secret.</summary>
    public sealed record Argon2(byte[] Hash, byte[] Salt, uint Passes, uint MemoryKiB, uint Lanes) : StoredPassword(Hash, Salt)
    {
        public const uint UsualPasses = 3;
        public const uint UsualMemoryKiB = 65_536;
        public const int UsualLength = 32;
        public const int SaltLength = 16;
    }

    /// <summary>scrypt, with the pepper behind the salt.</summary>
    public sealed record Scrypt(byte[] Hash, byte[] Salt, ulong N, uint R, uint P) : StoredPassword(Hash, Salt);
}
