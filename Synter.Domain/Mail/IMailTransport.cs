namespace Synter.Domain.Mail;

/// <summary>A mail on its way.</summary>
/// <param name="Id">The same at each try, so that a server that got it twice can tell.</param>
public sealed record OutgoingMail(MailId Id, string To, string Subject, string Plain, string Html, DateTimeOffset WrittenAt);

/// <summary>Hands mails to a mail server.</summary>
public interface IMailTransport
{
    /// <summary>False: no server is set, and mails stay in the outbox for staff to read.</summary>
    bool IsSet { get; }

    /// <exception cref="MailRefusedException">The server will never take it. Any other exception: worth another try.</exception>
    Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken);
}

/// <summary>The mail server said no for good, as to an address that does not exist.</summary>
public sealed class MailRefusedException(string message, Exception? cause = null) : Exception(message, cause);
