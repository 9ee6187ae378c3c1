namespace Synter.Domain.Agents.Runs;

/// <summary>
/// The code a goal template binds to. Reads its config and settings, proposes deliverables, writes nothing outside.
/// Skills are stateless and found by <see cref="Key"/>.
/// </summary>
public interface IAgentSkill
{
    /// <summary>What <c>skill_binding</c> names, as in <c>marketing.compose_batch</c>.</summary>
    string Key { get; }

    /// <exception cref="ProviderException">A provider failed; its class decides whether the run is tried again.</exception>
    Task<RunOutcome> RunAsync(RunContext context, CancellationToken cancellationToken);
}
