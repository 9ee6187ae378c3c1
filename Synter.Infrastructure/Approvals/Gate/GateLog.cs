using Microsoft.Extensions.Logging;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Approvals.Gate;

internal sealed class GateLog(ILogger<GateLog> log) : IGateLog
{
    public void HookFailed(GateStep step, CorrelationId correlation, Exception exception) =>
        LogMessages.HookFailed(log, step, correlation, exception);
}
