using Synter.Domain.Kernel;
using Synter.Domain.Vault;
using Synter.Infrastructure.Settings;

namespace Synter.Infrastructure.Mail;

/// <summary>
/// Lets a mail server's sign-in be stored. Whether it works shows with the next mail: nothing but a mail can be asked of that
/// server by reading only.
/// </summary>
internal sealed class MailProbe(SynterSettings settings) : ICredentialProbe
{
    public string Provider => VaultMailSignIn.Provider;

    public IReadOnlyList<string> SecretFields { get; } = [VaultMailSignIn.Password, VaultMailSignIn.User];

    public Task<ProbeAnswer> TestAsync(WorkspaceId workspace, Secret secret, string? postingIdentity, CancellationToken cancellationToken) =>
        Task.FromResult(new ProbeAnswer(ProbeOutcome.Unreachable, settings.Mail is { } mail ? $"Whether {mail.Host} takes it shows with the next mail." : "No mail server is set."));
}
