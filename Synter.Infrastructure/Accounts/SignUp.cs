using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;
using Synter.Infrastructure.Mail;

namespace Synter.Infrastructure.Accounts;

/// <summary>What somebody gives who wants an account.</summary>
/// <param name="Password">Null or empty: they will sign in by links.</param>
/// <param name="Workspace">The slug of the one to join; null: where the address belongs, else the first.</param>
public sealed record WantedAccount(string? Email, string? Password, string? Name, string? Workspace);

/// <summary>
/// Signs somebody up. No account is made before a link in a mail has proven the address, so that nobody can put a password of
/// theirs on an address of another's. The answer is the same whether there is an account already or not, and costs the same.
/// </summary>
public sealed class SignUp(
    SynterDatabase database, MagicLinks links, NewPassword passwords, AskForLink ask, MailOutbox outbox, AccountMail mails, AskThrottle throttle, ILookupNormalizer normalizer)
{
    private static readonly Scope Scope = new Scope.System("sign-in");

    public async Task<Result<Done>> ExecuteAsync(WantedAccount wanted, string? browser, Caller caller, CancellationToken cancellationToken)
    {
        if (EmailAddress.Read(wanted.Email) is not { } email) return Errors.NoEmail;
        if (wanted.Name?.Trim().Length > User.LongestName) return Refusals.Invalid(new FieldError("/name", $"Use at most {User.LongestName} characters."));
        if (await throttle.WaitAsync(email, caller.Address, cancellationToken) is { } wait) return Errors.RateLimited(wait);

        string? hash = null;
        if (!string.IsNullOrEmpty(wanted.Password))
        {
            if (!(await passwords.HashAsync(wanted.Password, [email, wanted.Name], cancellationToken)).TryGet(out hash, out var refusal)) return refusal;
        }

        await using var context = database.Context(Scope);
        var workspace = await Admission.FindAsync(context, email, wanted.Workspace, cancellationToken);
        if (hash is null || workspace is { Door.IsPasswordless: true })
            await ask.SendAsync(context, email, wanted.Workspace, browser, wanted.Name, cancellationToken);
        else
            await ConfirmAsync(context, email, hash, wanted.Name, workspace?.Id, browser, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        return new Done();
    }

    private async Task ConfirmAsync(
        SynterDbContext context, string email, string hash, string? name, WorkspaceId? workspace, string? browser, CancellationToken cancellationToken)
    {
        var normalized = normalizer.NormalizeEmail(email);
        var existing = await context.Users.AsNoTracking().Where(u => u.NormalizedEmail == normalized).Select(u => u.Email).FirstOrDefaultAsync(cancellationToken);
        var isFlooded = await links.IsFloodedAsync(context, existing ?? email, cancellationToken);
        var (token, expiresAt) = links.Add(context, LinkPurpose.SignUp, existing ?? email, workspace: workspace, browser: browser, name: name?.Trim(), passwordHash: hash);
        if (isFlooded) return;
        if (existing is not null) await outbox.AddAsync(context, mails.AlreadyHere(existing), cancellationToken);
        else if (workspace is not null) await outbox.AddAsync(context, mails.ConfirmSignUp(email, token, expiresAt), cancellationToken);
    }
}
