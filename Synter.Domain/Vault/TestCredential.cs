using Synter.Domain.Accounts;
using Synter.Domain.Kernel;

namespace Synter.Domain.Vault;

/// <summary>Asks a credential's provider whether it works, by reading only, and keeps the answer.</summary>
public sealed class TestCredential(
    ICredentialDirectory directory, ICredentialStore store, IVault vault, CredentialProbes probes, IWorkspaceFeed feed, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<Result<CredentialSummary>> ExecuteAsync(Actor actor, CredentialRef credential, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.TestCredentials) is { } lacking)
        {
            return lacking;
        }

        var found = await directory.FindAsync(actor.Workspace, [credential], cancellationToken);
        if (!found.TryGetValue(credential, out var summary))
        {
            return VaultErrors.NotFound;
        }

        return probes.Find(summary.Provider) is null
            ? VaultErrors.CannotTest(summary.Provider)
            : await TryAsync(actor, summary, cancellationToken);
    }

    /// <summary>Tests what can be tested; what no probe knows comes back as it was.</summary>
    internal async Task<CredentialSummary> TryAsync(Actor actor, CredentialSummary credential, CancellationToken cancellationToken)
    {
        if (probes.Find(credential.Provider) is not { } probe
            || await vault.RevealAsync(actor.Workspace, credential.Ref, cancellationToken) is not { } secret)
        {
            return credential;
        }

        var answer = await AskAsync(probe, actor.Workspace, secret, credential.PostingIdentity, cancellationToken);
        var test = new CredentialTest(answer.Outcome, Redaction.Redact(answer.Message), clock.Now());
        var saved = await store.SaveTestAsync(actor, credential, test, cancellationToken);
        feed.Publish(actor.Workspace, FeedTopic.Credentials, credential.Ref.ToString());
        return saved ?? credential;
    }

    private async Task<ProbeAnswer> AskAsync(
        ICredentialProbe probe, WorkspaceId workspace, Secret secret, string? postingIdentity, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await probe.TestAsync(workspace, secret, postingIdentity, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ProbeAnswer(ProbeOutcome.Unreachable, $"{probe.Provider} did not answer within {Patience.TotalSeconds:0} s. Test again later.");
        }
    }
}
