using System.Security.Cryptography;
using System.Text;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Vault;

namespace Synter.Infrastructure.Audit;

/// <summary>
/// The keys that the chains are signed with: one a chain, derived from a single random key that lies sealed in the vault. The
/// vault's own keys can be rotated away without an old entry losing its proof.
/// </summary>
public sealed class AuditKeys(Func<string, CancellationToken, ValueTask<byte[]>> key)
{
    private const int Sha256Block = 64;

    internal async ValueTask<ChainKey> ForAsync(WorkspaceId? workspace, CancellationToken cancellationToken)
    {
        var root = await key("audit", cancellationToken);
        var info = Encoding.UTF8.GetBytes($"synter/audit/1/{workspace?.ToString() ?? "platform"}");
        return ChainKey.From(HKDF.DeriveKey(HashAlgorithmName.SHA256, root, Sha256Block, info: info));
    }

    /// <summary>An HMAC-SHA256 key split into its two padded halves: with them SQL needs no more than sha256 to sign.</summary>
    internal sealed record ChainKey(byte[] Inner, byte[] Outer)
    {
        public static ChainKey From(byte[] key) => new(
            Array.ConvertAll(key, b => (byte)(b ^ 0x36)),
            Array.ConvertAll(key, b => (byte)(b ^ 0x5c)));

        public byte[] Sign(ReadOnlySpan<byte> message)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(Inner);
            hash.AppendData(message);
            var inner = hash.GetHashAndReset();
            hash.AppendData(Outer);
            hash.AppendData(inner);
            return hash.GetHashAndReset();
        }
    }
}
