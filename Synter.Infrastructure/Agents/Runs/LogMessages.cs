using Microsoft.Extensions.Logging;
using Synter.Domain.Agents.Runs;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Synter.Infrastructure.Agents.Runs;

internal static partial class LogMessages
{
    [LoggerMessage(LogLevel.Warning, "Attempt {Attempt} of {Run} failed: {Class}, {Code}")]
    public static partial void AttemptFailed(this ILogger log, RunId run, int attempt, FailureClass @class, string code, Exception exception);

    [LoggerMessage(LogLevel.Warning, "The lease of {Run} (token {Token}) is lost; its result is dropped")]
    public static partial void LeaseLost(this ILogger log, RunId run, long token);

    [LoggerMessage(LogLevel.Error, "The result of {Run} could not be written; it will be taken up again when its lease has lapsed")]
    public static partial void RunLeftBehind(this ILogger log, RunId run, Exception exception);

    [LoggerMessage(LogLevel.Warning, "The database is away, trying again: {Reason}")]
    public static partial void DatabaseAway(this ILogger log, string reason);

    [LoggerMessage(LogLevel.Error, "Runs could not be claimed")]
    public static partial void ClaimFailed(this ILogger log, Exception exception);

    [LoggerMessage(LogLevel.Error, "Leases could not be renewed")]
    public static partial void RenewalFailed(this ILogger log, Exception exception);

    [LoggerMessage(LogLevel.Warning, "The line to the other nodes was cut, connecting again in {Wait}: {Reason}")]
    public static partial void ListenerCutOff(this ILogger log, TimeSpan wait, string reason);

    [LoggerMessage(LogLevel.Error, "Gathered {What} could not be handled")]
    public static partial void GatheredWorkFailed(this ILogger log, string what, Exception exception);

    [LoggerMessage(LogLevel.Warning, "{Requeued} runs are queued again and {Ended} ended: the leases of their nodes had lapsed")]
    public static partial void LeasesLapsed(this ILogger log, int requeued, int ended);
}
