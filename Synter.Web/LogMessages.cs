namespace Synter.Web;

internal static partial class LogMessages
{
    [LoggerMessage(LogLevel.Information, "REDIS_URL is set and not used: PostgreSQL does what Redis was for")]
    public static partial void RedisUnused(this ILogger log);
}
