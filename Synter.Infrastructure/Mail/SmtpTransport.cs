using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Synter.Domain.Mail;

namespace Synter.Infrastructure.Mail;

/// <summary>Hands mails to an SMTP server. STARTTLS it can; TLS from the first byte (port 465) the base library cannot.</summary>
/// <param name="vault">Needed only where the settings name a credential.</param>
public sealed class SmtpTransport(MailSettings? settings, VaultMailSignIn? vault = null) : IMailTransport
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly SmtpStatusCode[] ForGood =
    [
        SmtpStatusCode.MailboxUnavailable, SmtpStatusCode.UserNotLocalTryAlternatePath, SmtpStatusCode.ExceededStorageAllocation,
        SmtpStatusCode.MailboxNameNotAllowed, SmtpStatusCode.TransactionFailed,
    ];

    public bool IsSet => settings is not null;

    public async Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        using var message = Message(mail, settings!.From);
        // One connection a mail: the client keeps its own open between mails, and finds out too late that the server hung up.
        using var client = new SmtpClient(settings.Host, settings.Port) { EnableSsl = settings.StartTls };
        if (settings.User is not null) client.Credentials = new NetworkCredential(settings.User, settings.Password);
        else if (settings.Credential is { } credential) client.Credentials = await vault!.RevealAsync(credential, cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            await client.SendMailAsync(message, limit.Token);
        }
        catch (SmtpException refused) when (ForGood.Contains(refused.StatusCode))
        {
            throw new MailRefusedException(refused.Message, refused);
        }
    }

    private static MailMessage Message(OutgoingMail mail, MailAddress from)
    {
        var message = new MailMessage(from, new MailAddress(mail.To))
        {
            Subject = mail.Subject,
            SubjectEncoding = Encoding.UTF8,
            Body = mail.Plain,
            BodyEncoding = Encoding.UTF8,
        };
        message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(mail.Html, Encoding.UTF8, MediaTypeNames.Text.Html));
        message.Headers.Add("Message-ID", $"<{mail.Id}@{from.Host}>");
        // So that an absent person's answering machine does not answer us.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }
}
