using Microsoft.Extensions.Logging;

namespace Synter.Infrastructure.Accounts;

internal static partial class LogMessages
{
    [LoggerMessage(LogLevel.Warning, "The list of leaked passwords could not be asked, so a password was taken unchecked: {Problem}")]
    public static partial void BreachedPasswordsNotAsked(this ILogger log, string problem);
}
