using Synter.Infrastructure.Mail;

namespace Synter.Infrastructure.Agents.Schedules;

internal sealed class SendMailJob(SendMail send) : SoloJob
{
    protected override Task WorkAsync(CancellationToken cancellationToken) => send.ExecuteAsync(cancellationToken);
}
