using Microsoft.Extensions.Logging;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Approvals.Gate;

internal static partial class LogMessages
{
    [LoggerMessage(LogLevel.Error, "The gate's hook {Step} failed; correlation id {Correlation}")]
    public static partial void HookFailed(this ILogger log, GateStep step, CorrelationId correlation, Exception exception);

    [LoggerMessage(LogLevel.Error, "Executing {Deliverable} failed; it is taken up again")]
    public static partial void ExecutionFaulted(this ILogger log, DeliverableId deliverable, Exception exception);

    [LoggerMessage(LogLevel.Warning, "{Effect} was sent to {Provider} and not answered: {Problem}")]
    public static partial void EffectInDoubt(this ILogger log, EffectId effect, string provider, string problem);

    [LoggerMessage(LogLevel.Warning, "{Effect} could not be looked for at {Provider}: {Problem}")]
    public static partial void EffectNotRead(this ILogger log, EffectId effect, string provider, string problem);

    [LoggerMessage(LogLevel.Error, "{Approval} has lapsed and could not be ended; it is tried again")]
    public static partial void ApprovalNotEnded(this ILogger log, ApprovalId approval, Exception exception);

    [LoggerMessage(LogLevel.Error, "The effect executor failed; it goes on")]
    public static partial void ExecutorFaulted(this ILogger log, Exception exception);
}
