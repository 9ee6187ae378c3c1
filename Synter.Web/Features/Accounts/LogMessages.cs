namespace Synter.Web.Features.Accounts;

internal static partial class LogMessages
{
    [LoggerMessage(LogLevel.Warning, "A sign-in with {Provider} failed: {Reason}")]
    public static partial void OutsideFailed(this ILogger log, string provider, string reason);
}
