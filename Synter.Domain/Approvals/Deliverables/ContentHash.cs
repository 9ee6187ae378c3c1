using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace Synter.Domain.Approvals.Deliverables;

/// <summary>What an approval binds to: the SHA-256 of a deliverable's canonical content, shown as <c>sha256:</c> and hex.</summary>
public readonly record struct ContentHash
{
    private const string Prefix = "sha256:";

    [JsonConstructor]
    private ContentHash(string text) => Text = text;

    public string Text { get; }

    public static ContentHash Of(ReadOnlySpan<byte> content) => FromDigest(SHA256.HashData(content));

    /// <summary>From the 32 bytes that PostgreSQL generates.</summary>
    public static ContentHash FromDigest(ReadOnlySpan<byte> digest) => digest.Length == SHA256.HashSizeInBytes
        ? new ContentHash(Prefix + Convert.ToHexStringLower(digest))
        : throw new ArgumentException("A SHA-256 digest has 32 bytes.", nameof(digest));

    public byte[] ToDigest() => Convert.FromHexString(Text.AsSpan(Prefix.Length));

    public override string ToString() => Text;
}
