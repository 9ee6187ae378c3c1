using Synter.Domain.Kernel;

namespace Synter.Domain.Accounts;

/// <summary>Whom a mail about an account goes to.</summary>
public sealed record MailRecipient(UserId User, string Email, string Name);

/// <summary>
/// What a person is told about their account, one method for each occasion. Queued, not sent: no act waits for a mail server.
/// </summary>
public interface IAccountMail
{
    /// <summary>Somebody signed in from a device that was not seen with this account before.</summary>
    /// <param name="device">In words, as in «Firefox on Linux».</param>
    /// <param name="place">In words where it is known, else the network address.</param>
    Task NewDeviceAsync(MailRecipient to, string device, string place, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>A token that had been replaced was sent again, so every token of that sign-in was ended.</summary>
    Task SessionRevokedAsync(MailRecipient to, string device, string place, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>An admin asks somebody in.</summary>
    /// <param name="token">What the link carries; only its hash is kept.</param>
    Task InvitedAsync(string email, string workspace, string by, Role role, string token, DateTimeOffset expiresAt, CancellationToken cancellationToken);
}
