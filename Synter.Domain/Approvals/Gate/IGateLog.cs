using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Gate;

/// <summary>Where the gate tells operators what people need not read.</summary>
public interface IGateLog
{
    void HookFailed(GateStep step, CorrelationId correlation, Exception exception);
}
