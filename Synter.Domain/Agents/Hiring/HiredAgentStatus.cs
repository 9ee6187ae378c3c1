namespace Synter.Domain.Agents.Hiring;

/// <summary>Where a hired agent is, and who is waiting for whom.</summary>
public enum HiredAgentStatus
{
    /// <summary>Being configured; waits for a person to fill in what is missing.</summary>
    Draft,

    /// <summary>Ready; waits for its first goal.</summary>
    Configured,

    /// <summary>Has goals, and runs them.</summary>
    Active,

    /// <summary>Runs nothing until a person resumes it.</summary>
    Paused,

    /// <summary>Let go; it is kept for the record.</summary>
    Ended,
}

public static class HiredAgentStates
{
    /// <summary>
    /// The whole life of a hired agent; what is not listed is refused (KERNEL 4). A person may let an agent go at any time, a
    /// draft too.
    /// </summary>
    public static bool Allows(this HiredAgentStatus from, HiredAgentStatus to) => (from, to) switch
    {
        (HiredAgentStatus.Draft, HiredAgentStatus.Configured) => true,
        (HiredAgentStatus.Configured, HiredAgentStatus.Active) => true,
        (HiredAgentStatus.Active, HiredAgentStatus.Paused) => true,
        (HiredAgentStatus.Paused, HiredAgentStatus.Active) => true,
        (HiredAgentStatus.Draft or HiredAgentStatus.Configured or HiredAgentStatus.Active or HiredAgentStatus.Paused, HiredAgentStatus.Ended) => true,
        _ => false,
    };
}
