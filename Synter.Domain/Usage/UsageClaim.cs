using Synter.Domain.Agents.Hiring;
using Synter.Domain.Kernel;

namespace Synter.Domain.Usage;

/// <summary>What is counted.</summary>
public enum UsageKind
{
    /// <summary>Runs that were started; the subject is the run.</summary>
    Runs,

    /// <summary>Deliverables handed over for review; the subject is the run or the deliverable.</summary>
    Drafts,

    /// <summary>Language model tokens; the subject is the run, or the call of none.</summary>
    Tokens,

    /// <summary>Effects sent to a provider; the subject is the effect.</summary>
    Effects,

    /// <summary>Cost bounds of effects in micros of one currency; the subject is the effect.</summary>
    Spend,
}

/// <summary>One thing that is used: so much of a kind, by an agent, for a subject that is counted once.</summary>
/// <param name="Agent">Null for what the workspace itself uses.</param>
/// <param name="Subject">The prefixed id of what it is for.</param>
/// <param name="Currency">For <see cref="UsageKind.Spend"/> only; currencies are never summed together.</param>
public sealed record UsageClaim(
    WorkspaceId Workspace, HiredAgentId? Agent, UsageKind Kind, string Subject, long Amount = 1, string? Currency = null);
