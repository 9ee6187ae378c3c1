namespace Synter.Domain.Approvals.Gate;

/// <summary>The gate's hooks in their order.</summary>
public sealed class GateHooks
{
    private readonly IReadOnlyList<IGateHook> _hooks;
    private readonly IGateLog _log;

    public GateHooks(IEnumerable<IGateHook> hooks, IGateLog log)
    {
        _hooks = [.. hooks.OrderBy(h => h.Step)];
        _log = log;
        // A gate with a question missing is open on that side, so it does not stand at all.
        if (!_hooks.Select(h => h.Step).SequenceEqual(Enum.GetValues<GateStep>()))
        {
            throw new InvalidOperationException("The gate needs exactly one hook for each step.");
        }
    }

    /// <summary>Asks each hook in order until one says no.</summary>
    public async Task<Verdict> BeforeAsync(GateRequest request, CancellationToken cancellationToken)
    {
        foreach (var hook in _hooks)
        {
            if (await AskAsync(hook, request, cancellationToken) is Verdict.Denied denied)
            {
                return denied;
            }
        }

        return Verdict.Allow;
    }

    /// <summary>Tells every hook how it ended; one that fails keeps none of the others from hearing it.</summary>
    public async Task AfterAsync(GateRequest request, EffectState? outcome, CancellationToken cancellationToken)
    {
        foreach (var hook in _hooks)
        {
            try
            {
                await hook.AfterAsync(request, outcome, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                _log.HookFailed(hook.Step, request.Correlation, e);
            }
        }
    }

    private async Task<Verdict> AskAsync(IGateHook hook, GateRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await hook.BeforeAsync(request, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _log.HookFailed(hook.Step, request.Correlation, e);
            return Verdict.Deny(DenialCodes.PolicyDenied, $"The gate could not check the {Word(hook.Step)}, so it lets nothing through. Try again, or tell an operator.");
        }
    }

    private static string Word(GateStep step) => step switch
    {
        GateStep.KillSwitch => "stop of all changes",
        GateStep.Approval => "approval",
        GateStep.Trial => "trial",
        GateStep.Budget => "budget",
        GateStep.Secrets => "secrets",
        GateStep.Policy => "policy",
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };
}
