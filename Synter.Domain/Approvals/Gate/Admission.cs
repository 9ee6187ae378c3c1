using Synter.Domain.Agents.Runs;

namespace Synter.Domain.Approvals.Gate;

/// <summary>What the gate answers to one effect that is about to be sent.</summary>
public abstract record Admission
{
    private Admission()
    {
    }

    /// <summary>It is committed as executing and must be sent now, or not at all once the deadline has passed.</summary>
    public sealed record Admitted(ApprovedEffect Effect, DateTimeOffset Deadline) : Admission;

    /// <summary>The provider could not be read before sending. The attempt counts, and nothing was sent.</summary>
    public sealed record Unreadable(ApprovedEffect Effect, ProviderException Failure) : Admission;

    public sealed record Denied(Verdict.Denied Verdict) : Admission;

    /// <summary>Somebody else has it by now. Leave it alone.</summary>
    public sealed record Lost : Admission;
}

/// <summary>What a dry run found for one effect.</summary>
/// <param name="Problem">What would have kept it from being sent; null when nothing would.</param>
public sealed record Rehearsed(EffectId Effect, string? Problem);
