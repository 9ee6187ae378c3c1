using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Approvals.Gate;

/// <summary>How one sending ended.</summary>
public enum AttemptOutcome
{
    /// <summary>The provider answered that it happened.</summary>
    Sent,

    /// <summary>The provider answered that it happened, and reading it back showed something else than was approved.</summary>
    Differs,

    /// <summary>The provider answered that it did not, or it could never be sent.</summary>
    Refused,

    /// <summary>No answer came; reading back found it.</summary>
    Found,

    /// <summary>No answer came; reading back proved that it did not happen.</summary>
    NotFound,

    /// <summary>No answer came, and reading back could not tell.</summary>
    CannotTell,
}

/// <summary>
/// One sending, committed before the provider is called. Without an outcome it is in doubt: its process died or its call was
/// cut, and the provider must be read back.
/// </summary>
public sealed class StoredAttempt : ITenantRow
{
    public required WorkspaceId WorkspaceId { get; init; }

    public required EffectId EffectId { get; init; }

    /// <summary>From 1.</summary>
    public required int Attempt { get; init; }

    public required ApprovalId ApprovalId { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the call is given up at the latest.</summary>
    public required DateTimeOffset DeadlineAt { get; init; }

    /// <summary>How often its provider was asked in vain what came of it.</summary>
    public int Looks { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    public AttemptOutcome? Outcome { get; set; }

    public string? Problem { get; set; }
}
