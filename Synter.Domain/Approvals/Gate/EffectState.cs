namespace Synter.Domain.Approvals.Gate;

/// <summary>Where a change is, and who is waiting for whom.</summary>
public enum EffectState
{
    /// <summary>Proposed; waits for approval and execution.</summary>
    Planned,

    /// <summary>Committed before the provider is called; after a crash the provider is read back.</summary>
    Executing,

    /// <summary>It happened, and the provider says so.</summary>
    Executed,

    /// <summary>It did not happen.</summary>
    Failed,

    /// <summary>Nobody can tell, or it stands there other than it was approved. Waits for a person to look at the provider.</summary>
    Unknown,

    /// <summary>The gate said no; nothing was sent.</summary>
    Denied,

    /// <summary>A dry run: all was done but the sending.</summary>
    Skipped,

    /// <summary>Taken back before it was sent.</summary>
    Cancelled,

    /// <summary>It happened and was put back.</summary>
    Reverted,
}

public static class EffectStates
{
    /// <summary>How often a failed effect may be sent again on its grant.</summary>
    public const int MaxRetries = 3;

    /// <summary>The whole life of an effect; what is not listed is refused (KERNEL 4).</summary>
    public static bool Allows(this EffectState from, EffectState to) => (from, to) switch
    {
        (EffectState.Planned, EffectState.Executing or EffectState.Denied or EffectState.Skipped or EffectState.Cancelled) => true,
        (EffectState.Executing, EffectState.Executed or EffectState.Failed or EffectState.Unknown) => true,
        (EffectState.Unknown, EffectState.Executed or EffectState.Failed) => true,
        (EffectState.Failed, EffectState.Executing) => true,
        (EffectState.Executed, EffectState.Reverted) => true,
        _ => false,
    };
}
