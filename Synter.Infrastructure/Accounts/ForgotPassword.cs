using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;
using Synter.Infrastructure.Mail;

namespace Synter.Infrastructure.Accounts;

/// <summary>Mails a link that sets a new password. Whoever asks learns nothing about whether there is such an account.</summary>
public sealed class ForgotPassword(SynterDatabase database, MagicLinks links, MailOutbox outbox, AccountMail mails, AskThrottle throttle, ILookupNormalizer normalizer)
{
    private static readonly Scope Scope = new Scope.System("sign-in");

    public async Task<Result<Done>> ExecuteAsync(string? email, Caller caller, CancellationToken cancellationToken)
    {
        if (EmailAddress.Read(email) is not { } address) return Errors.NoEmail;
        if (await throttle.WaitAsync(address, caller.Address, cancellationToken) is { } wait) return Errors.RateLimited(wait);

        await using var context = database.Context(Scope);
        var normalized = normalizer.NormalizeEmail(address);
        var user = await context.Users.AsNoTracking().FirstOrDefaultAsync(u => u.NormalizedEmail == normalized, cancellationToken);
        var isFlooded = await links.IsFloodedAsync(context, user?.Email ?? address, cancellationToken);
        var (token, expiresAt) = links.Add(context, LinkPurpose.ResetPassword, user?.Email ?? address, user?.Id);
        if (user is { IsActive: true } && !isFlooded) await outbox.AddAsync(context, mails.ResetPassword(user.AsRecipient(), token, expiresAt), cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        return new Done();
    }
}
