namespace Synter.Domain.Approvals.Gate;

/// <summary>What came of sending.</summary>
/// <param name="ProviderRef">The provider's own id of what was made or changed.</param>
/// <param name="Url">Where a person can look at it.</param>
/// <param name="Differs">
/// A sentence when reading it back showed something else than was sent. It happened all the same, so it is not sent again by
/// itself; it becomes unknown, and a person looks.
/// </param>
public sealed record Sent(string ProviderRef, string? Url = null, string? Differs = null);

/// <summary>What the provider says when asked whether an effect happened.</summary>
public abstract record Finding
{
    private Finding()
    {
    }

    public sealed record Found(string ProviderRef) : Finding;

    public sealed record NotFound : Finding;

    public sealed record CannotTell(string Why) : Finding;
}

/// <summary>
/// Changes one provider. A separate type from its reader, and the only kind of type that may send POST, PUT, PATCH or
/// DELETE there; an architecture test keeps it so.
/// </summary>
public interface IEffectWriter
{
    /// <summary>As in <c>facebook</c>.</summary>
    string Provider { get; }

    /// <summary>The kinds it can send.</summary>
    IReadOnlySet<string> Kinds { get; }

    /// <summary>How long after a call an effect may take to become visible to <see cref="FindAsync"/>.</summary>
    TimeSpan SettleTime { get; }

    /// <summary>
    /// Whether «not found» after the settle time proves that it did not happen: the provider reads its own writes, or takes
    /// our idempotency key. Only then may it be sent once more.
    /// </summary>
    bool NotFoundIsProof { get; }

    /// <summary>
    /// Reads the current state and answers null when it still is the effect's <c>before</c>, else a sentence about what
    /// moved. Effects that make something new have nothing to compare.
    /// </summary>
    Task<string?> DriftAsync(ApprovedEffect effect, CancellationToken cancellationToken);

    /// <summary>
    /// Sends once. Never retries. A <see cref="ApprovedEffect.IsRehearsal"/> goes the whole way but the sending itself.
    /// </summary>
    /// <exception cref="Agents.Runs.ProviderException">It failed; <c>InDoubt</c> says when nobody can tell.</exception>
    Task<Sent> SendAsync(ApprovedEffect effect, CancellationToken cancellationToken);

    /// <summary>Asks the provider whether the effect happened. Reads only.</summary>
    Task<Finding> FindAsync(ApprovedEffect effect, CancellationToken cancellationToken);
}
