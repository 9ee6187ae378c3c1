namespace Synter.Web;

internal static partial class LogMessages
{
    [LoggerMessage(LogLevel.Information, "R1FS is named and not used: datasets are rows of PostgreSQL")]
    public static partial void R1FsUnused(this ILogger log);

    [LoggerMessage(LogLevel.Information, "REDIS_URL is set and not used: PostgreSQL does what Redis was for")]
    public static partial void RedisUnused(this ILogger log);
}
