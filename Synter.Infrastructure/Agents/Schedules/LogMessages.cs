using Microsoft.Extensions.Logging;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Agents.Schedules;

internal static partial class LogMessages
{
    [LoggerMessage(LogLevel.Error, "The schedule of goal {Goal} in {Workspace} cannot be read; it will not fire until it is saved again")]
    public static partial void BrokenSchedule(this ILogger log, GoalId goal, WorkspaceId workspace, Exception exception);
}
