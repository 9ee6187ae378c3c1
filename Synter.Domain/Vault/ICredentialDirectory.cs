using Synter.Domain.Kernel;

namespace Synter.Domain.Vault;

/// <summary>Which credentials a workspace has. Reads names only; <see cref="IVault"/> is the one way to a secret.</summary>
public interface ICredentialDirectory
{
    /// <summary>
    /// Those of the given references that exist in this workspace and are not revoked. For checking a config: what is
    /// missing from the answer is <c>unknown_credential</c>.
    /// </summary>
    Task<IReadOnlyDictionary<CredentialRef, CredentialSummary>> FindAsync(
        WorkspaceId workspace, IReadOnlyCollection<CredentialRef> credentials, CancellationToken cancellationToken);

    /// <summary>Live credentials, the newest first. Null for a filter means all.</summary>
    Task<Page<CredentialSummary>> ListAsync(
        WorkspaceId workspace, CredentialKind? kind, string? provider, PageRequest page, CancellationToken cancellationToken);
}
