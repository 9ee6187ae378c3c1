using Microsoft.Extensions.Logging;
using Synter.Domain.Mail;

namespace Synter.Infrastructure.Mail;

internal static partial class LogMessages
{
    [LoggerMessage(LogLevel.Warning, "The mail server refused {Mail} ({Kind}): {Problem}")]
    public static partial void Refused(this ILogger log, MailId mail, MailKind kind, string problem);

    [LoggerMessage(LogLevel.Warning, "{Mail} ({Kind}) could not be sent at try {Try}: {Problem}")]
    public static partial void NotSent(this ILogger log, MailId mail, MailKind kind, int @try, string problem);
}
