using Quartz;

namespace Synter.Infrastructure.Mail;

[DisallowConcurrentExecution]
internal sealed class SendMailJob(SendMail send) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await send.ExecuteAsync(cancellationToken);
}
