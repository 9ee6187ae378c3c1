using Synter.Domain.Agents.Catalog;

namespace Synter.Domain.Agents.Hiring;

/// <summary>Whether a hired agent is on trial.</summary>
public enum TrialStatus
{
    /// <summary>Its type has no trial, or it has not been finalised yet.</summary>
    None,

    Active,

    /// <summary>Its days are over.</summary>
    Expired,
}

/// <summary>A hired agent's trial. It begins when the agent is finalised: filling in a form costs no days.</summary>
public sealed record Trial(DateTimeOffset StartedAt, DateTimeOffset EndsAt, int Runs, int Drafts)
{
    public static Trial Begin(TrialTerms terms, DateTimeOffset at) => new(at, at.AddDays(terms.Days), terms.Runs, terms.Drafts);

    public TrialStatus StatusAt(DateTimeOffset now) => now < EndsAt ? TrialStatus.Active : TrialStatus.Expired;
}
