using Microsoft.Extensions.Logging;

namespace Synter.Infrastructure.EmbeddedPostgres;

internal static partial class LogMessages
{
    [LoggerMessage(LogLevel.Debug, "PostgreSQL: {Line}")]
    public static partial void ServerSaid(this ILogger log, string line);

    [LoggerMessage(LogLevel.Information, "Making a PostgreSQL {Major} cluster in {Folder}")]
    public static partial void MakingCluster(this ILogger log, int major, string folder);

    [LoggerMessage(LogLevel.Information, "PostgreSQL {Major} runs on 127.0.0.1:{Port}")]
    public static partial void ServerRuns(this ILogger log, int major, int port);

    [LoggerMessage(LogLevel.Information, "Found PostgreSQL still running on 127.0.0.1:{Port} and took it over")]
    public static partial void ServerAdopted(this ILogger log, int port);

    [LoggerMessage(LogLevel.Information, "Another process keeps PostgreSQL in {Folder}; using it with it")]
    public static partial void SharingCluster(this ILogger log, string folder);

    [LoggerMessage(LogLevel.Warning, "Removed a stale lock of PostgreSQL, left by process {ProcessId}")]
    public static partial void StaleLockRemoved(this ILogger log, int processId);

    [LoggerMessage(LogLevel.Error, "PostgreSQL stopped by itself; starting it again")]
    public static partial void ServerDied(this ILogger log);

    [LoggerMessage(LogLevel.Error, "PostgreSQL did not start again")]
    public static partial void RestartFailed(this ILogger log, Exception why);
}
