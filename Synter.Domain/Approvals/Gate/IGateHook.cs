namespace Synter.Domain.Approvals.Gate;

/// <summary>The hooks' order: the first no holds, so the cheapest and broadest question comes first.</summary>
public enum GateStep
{
    KillSwitch,
    Approval,
    Trial,
    Budget,
    Secrets,
    Policy,
}

/// <summary>
/// One question of the gate. A hook that throws has denied: nothing passes that could not be checked.
/// </summary>
public interface IGateHook
{
    GateStep Step { get; }

    Task<Verdict> BeforeAsync(GateRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// What came of an effect that this hook let through to be sent. Called however it ended, a later hook's no and a crash of
    /// the writer included.
    /// </summary>
    /// <param name="outcome">Null when the effect's sending never began.</param>
    Task AfterAsync(GateRequest request, EffectState? outcome, CancellationToken cancellationToken) => Task.CompletedTask;
}
