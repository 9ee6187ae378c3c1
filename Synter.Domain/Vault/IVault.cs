using Synter.Domain.Kernel;

namespace Synter.Domain.Vault;

/// <summary>Where provider clients get secrets. Pages and agents see <see cref="CredentialRef"/> only.</summary>
public interface IVault
{
    /// <summary>The secret behind a reference of this workspace, or null when it is unknown or revoked.</summary>
    Task<Secret?> RevealAsync(WorkspaceId workspace, CredentialRef credential, CancellationToken cancellationToken);
}
