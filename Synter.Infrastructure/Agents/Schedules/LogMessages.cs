using Microsoft.Extensions.Logging;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Agents.Schedules;

internal static partial class LogMessages
{
    [LoggerMessage(LogLevel.Error, "The schedule of goal {Goal} in {Workspace} cannot be read; it will not fire until it is saved again")]
    public static partial void BrokenSchedule(this ILogger log, GoalId goal, WorkspaceId workspace, Exception exception);

    [LoggerMessage(LogLevel.Information, "Deleted {Count} rows of {What} that need not be kept any longer")]
    public static partial void Swept(this ILogger log, long count, string what);

    [LoggerMessage(LogLevel.Error, "What need not be kept of {What} could not be deleted; it is tried again")]
    public static partial void SweepFailed(this ILogger log, string what, Exception exception);
}
