namespace Synter.Domain.Agents.Schedules;

/// <summary>How often a goal runs.</summary>
public enum Frequency
{
    Daily,
    Weekly,
    Monthly,

    /// <summary>When a person says so.</summary>
    OnDemand,

    /// <summary>By the fixed schedule of its template.</summary>
    Scheduled,
}
