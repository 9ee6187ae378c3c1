using Synter.Domain.Agents.Catalog.Schemas;
using Synter.Domain.Agents.Schedules;

namespace Synter.Domain.Agents.Catalog;

/// <summary>A kind of goal that an agent type offers.</summary>
/// <param name="FixedSchedule">Set by the type and not by customers: its goals have the frequency <c>scheduled</c>.</param>
/// <param name="SkillBinding">The key of the skill that does the work.</param>
public sealed record GoalTemplate(
    string Id,
    string Name,
    string Description,
    ConfigSchema SettingsSchema,
    Frequency DefaultFrequency,
    Schedule? FixedSchedule,
    string SkillBinding)
{
    /// <summary>The frequencies a goal of it may have.</summary>
    public IReadOnlyList<Frequency> Frequencies => FixedSchedule is null
        ? [Frequency.Daily, Frequency.Weekly, Frequency.Monthly, Frequency.OnDemand]
        : [Frequency.Scheduled];
}
