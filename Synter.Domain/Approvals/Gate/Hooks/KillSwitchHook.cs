using Synter.Domain.Accounts;

namespace Synter.Domain.Approvals.Gate.Hooks;

/// <summary>Are changes stopped? Asked again before every single send, so that a stop holds in the middle of a batch.</summary>
public sealed class KillSwitchHook(IStopState stops) : IGateHook
{
    public GateStep Step => GateStep.KillSwitch;

    public async Task<Verdict> BeforeAsync(GateRequest request, CancellationToken cancellationToken) =>
        await stops.ReadAsync(request.Workspace, cancellationToken) is { } stop
            ? Verdict.Deny(DenialCodes.Stopped, $"All changes are stopped by {stop.By}. Nothing is sent until an admin resumes them.")
            : Verdict.Allow;
}
