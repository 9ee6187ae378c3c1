namespace Synter.Web.Api;

internal static partial class LogMessages
{
    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed")]
    public static partial void RequestFailed(this ILogger log, string method, string path, Exception failure);
}
