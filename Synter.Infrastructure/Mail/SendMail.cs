using Microsoft.Extensions.Logging;
using Synter.Domain.Mail;

namespace Synter.Infrastructure.Mail;

/// <summary>Sends what is due.</summary>
public sealed class SendMail(MailQueue queue, MailOutbox outbox, IMailTransport transport, ILogger<SendMail> log)
{
    private const int AtOnce = 10;
    private const int LongestProblem = 500;

    /// <returns>How many left.</returns>
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        await queue.ForgetExpiredAsync(cancellationToken);
        if (!transport.IsSet) return 0;

        var sent = 0;
        List<MailRow> mails;
        do
        {
            mails = await queue.ClaimAsync(AtOnce, cancellationToken);
            foreach (var mail in mails)
                if (await SendAsync(mail, cancellationToken)) sent++;
        }
        while (mails.Count == AtOnce);

        return sent;
    }

    private async Task<bool> SendAsync(MailRow mail, CancellationToken cancellationToken)
    {
        try
        {
            var text = await outbox.ReadAsync(mail, cancellationToken);
            await transport.SendAsync(new OutgoingMail(mail.Id, mail.Recipient, text.Subject, text.Plain, MailHtml.From(text), mail.CreatedAt), cancellationToken);
        }
        catch (MailRefusedException refused)
        {
            log.Refused(mail.Id, mail.Kind, refused.Message);
            await queue.GiveUpAsync(mail, Cut(refused.Message), cancellationToken);
            return false;
        }
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
        {
            var problem = Problem(failed);
            log.NotSent(mail.Id, mail.Kind, mail.Tries, problem);
            if (MailRetry.After(mail.Tries) is { } wait) await queue.TryLaterAsync(mail, Cut(problem), wait, cancellationToken);
            else await queue.GiveUpAsync(mail, Cut(problem), cancellationToken);
            return false;
        }

        // It has left: noting that must not be cut short by a stop, or it would be sent again.
        await queue.SentAsync(mail, CancellationToken.None);
        return true;
    }

    /// <summary>The client's own words are often no more than that it failed; the reason lies beneath.</summary>
    private static string Problem(Exception failed) => failed.InnerException is { } why ? $"{failed.Message} {why.Message}" : failed.Message;

    private static string Cut(string problem) => problem.Length <= LongestProblem ? problem : problem[..LongestProblem];
}
