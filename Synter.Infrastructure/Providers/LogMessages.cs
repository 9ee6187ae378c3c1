using Microsoft.Extensions.Logging;

namespace Synter.Infrastructure.Providers;

internal static partial class LogMessages
{
    [LoggerMessage(LogLevel.Warning, "{Provider} took post {PostId}; reading it back failed ({Code}).")]
    public static partial void NotReadBack(this ILogger log, string provider, string postId, string code);
}
