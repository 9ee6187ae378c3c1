using Synter.Domain.Kernel;

namespace Synter.Domain.Vault;

/// <summary>What revoking did.</summary>
public enum RevokeOutcome
{
    Revoked,

    /// <summary>It was revoked before; nothing changed.</summary>
    AlreadyRevoked,

    /// <summary>There is no such credential in the workspace.</summary>
    NotFound,
}

/// <summary>Credentials as use cases change them. Each change and its audit entry are one transaction.</summary>
public interface ICredentialStore
{
    /// <summary>
    /// Seals and stores. A live credential of the same kind, provider and posting identity gets the new secret and keeps its
    /// reference, so that what uses it goes on.
    /// </summary>
    Task<CredentialSummary> PutAsync(Actor actor, NewCredential credential, string last4, CancellationToken cancellationToken);

    /// <summary>Keeps a test's answer, unless the secret was replaced while the test ran.</summary>
    /// <returns>The credential as it now stands, or null when it is gone.</returns>
    Task<CredentialSummary?> SaveTestAsync(Actor actor, CredentialSummary tested, CredentialTest test, CancellationToken cancellationToken);

    /// <summary>Forgets the secret for good; the row stays for the audit.</summary>
    Task<RevokeOutcome> RevokeAsync(Actor actor, CredentialRef credential, CancellationToken cancellationToken);
}
