using System.Net;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;
using Synter.Infrastructure.Database;
using Synter.Infrastructure.Vault;

namespace Synter.Infrastructure.Mail;

/// <summary>
/// The mail server's user and password from the vault, where an admin of the operator's own workspace stored them. Asked for with
/// each mail, so that a new password holds at once.
/// </summary>
public sealed class VaultMailSignIn(SynterDatabase database, IVault vault)
{
    /// <summary>What a credential for mail is stored under, and what it holds.</summary>
    public const string Provider = "smtp";

    public const string User = "user";
    public const string Password = "password";

    private static readonly Scope Scope = new Scope.System("mail");

    /// <exception cref="InvalidOperationException">It is not there. The mail waits until it is.</exception>
    public async Task<NetworkCredential> RevealAsync(CredentialRef credential, CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        var workspace = await context.Set<CredentialRow>().Where(row => row.Id == credential && row.Provider == Provider)
            .Select(row => (WorkspaceId?)row.WorkspaceId).FirstOrDefaultAsync(cancellationToken);
        if (workspace is null || await vault.RevealAsync(workspace.Value, credential, cancellationToken) is not { } secret)
            throw new InvalidOperationException("The credential in SYNTER_SMTP_CREDENTIAL is not in the vault, or was revoked.");
        return secret.Use(User, user => secret.Use(Password, password => new NetworkCredential(user, password)));
    }
}
