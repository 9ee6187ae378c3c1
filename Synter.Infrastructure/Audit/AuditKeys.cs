using System.Security.Cryptography;
using System.Text;
using Synter.Infrastructure.Vault;

namespace Synter.Infrastructure.Audit;

/// <summary>
/// The keys that chains are signed with: one a chain, derived from a single random key that lies sealed in the vault. The
/// vault's own keys can be rotated away without an old entry losing its proof.
/// </summary>
public sealed class AuditKeys(SealedKeys keys)
{
    /// <summary>The name of the key in the vault.</summary>
    public const string Purpose = "audit";

    internal async ValueTask<AuditMac> ForAsync(Guid chain, CancellationToken cancellationToken)
    {
        var root = await keys.GetAsync(Purpose, cancellationToken);
        var info = Encoding.UTF8.GetBytes($"synter/audit/1/{chain:N}");
        return new AuditMac(HKDF.DeriveKey(HashAlgorithmName.SHA256, root, AuditMac.KeySize, info: info));
    }
}
