using Synter.Domain.Accounts;
using Synter.Domain.Kernel;

namespace Synter.Domain.Vault;

/// <summary>Puts a secret into the vault and asks its provider at once whether it works.</summary>
public sealed class StoreCredential(
    ICredentialStore store, TestCredential test, CredentialProbes probes, VaultPolicy policy, IWorkspaceFeed feed)
{
    /// <returns>The credential with its test, which is null where no probe knows the provider. A refused one is stored all the same.</returns>
    public async Task<Result<CredentialSummary>> ExecuteAsync(Actor actor, NewCredential credential, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageCredentials) is { } lacking)
        {
            return lacking;
        }

        var errors = credential.Errors();
        if (errors.Count == 0)
        {
            errors = policy.AnySecret ? [] : ProviderErrors(credential);
        }

        if (errors.Count > 0)
        {
            return Refusals.Invalid(errors);
        }

        var stored = await store.PutAsync(actor, credential, credential.Last4(probes.FieldsOf(credential.Provider)), cancellationToken);
        feed.Publish(actor.Workspace, FeedTopic.Credentials, stored.Ref.ToString());
        // The provider is asked after the commit: no transaction stays open across a call.
        return await test.TryAsync(actor, stored, cancellationToken);
    }

    private FieldError[] ProviderErrors(NewCredential credential)
    {
        if (probes.Find(credential.Provider) is not { } probe)
        {
            return [VaultErrors.UnknownProvider(credential.ProviderPointer, credential.Provider, probes.Providers)];
        }

        return [.. probe.SecretFields
            .Where(field => !credential.Secret.Has(field))
            .Select(field => VaultErrors.MissingField(credential.FieldPointer(field), field))];
    }
}
