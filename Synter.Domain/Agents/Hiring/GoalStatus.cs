namespace Synter.Domain.Agents.Hiring;

/// <summary>Where a goal is.</summary>
public enum GoalStatus
{
    /// <summary>Due by its schedule, as long as its agent is active.</summary>
    Active,

    /// <summary>Not due until a person resumes it.</summary>
    Paused,

    /// <summary>Let go; its runs and drafts stay.</summary>
    Ended,
}

public static class GoalStates
{
    /// <summary>The whole life of a goal; what is not listed is refused (KERNEL 4).</summary>
    public static bool Allows(this GoalStatus from, GoalStatus to) => (from, to) switch
    {
        (GoalStatus.Active, GoalStatus.Paused) => true,
        (GoalStatus.Paused, GoalStatus.Active) => true,
        (GoalStatus.Active or GoalStatus.Paused, GoalStatus.Ended) => true,
        _ => false,
    };
}
