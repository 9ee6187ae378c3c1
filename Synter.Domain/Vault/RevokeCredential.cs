using Synter.Domain.Accounts;
using Synter.Domain.Kernel;

namespace Synter.Domain.Vault;

/// <summary>Takes a credential out of use for good: its secret is forgotten, its reference stops working at once.</summary>
public sealed class RevokeCredential(ICredentialStore store, IWorkspaceFeed feed)
{
    /// <remarks>Revoking twice is no error: what was asked for is so.</remarks>
    public async Task<Result<Done>> ExecuteAsync(Actor actor, CredentialRef credential, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageCredentials) is { } lacking)
        {
            return lacking;
        }

        switch (await store.RevokeAsync(actor, credential, cancellationToken))
        {
            case RevokeOutcome.NotFound:
                return VaultErrors.NotFound;
            case RevokeOutcome.Revoked:
                feed.Publish(actor.Workspace, FeedTopic.Credentials, credential.ToString());
                break;
        }

        return new Done();
    }
}
