using Synter.Domain.Approvals.Deliverables;

namespace Synter.Domain.Marketing;

/// <summary>What one run is to write.</summary>
/// <param name="Name">Of the set, in titles and reasons, as in <c>Weekly batch of 23 November 2026</c>.</param>
/// <param name="GroupOf">The group a post belongs to, by its slot: id and title.</param>
internal sealed record PostPlan(
    string Name, Occasion Occasion, GoalSettings Settings, IReadOnlyList<PostSlot> Slots, Func<PostSlot, (string Id, string Title)> GroupOf)
{
    private const int HoursApart = 5;

    /// <summary>The suggested time; a second post of a day keeps away from the first, on the same day.</summary>
    public TimeOnly TimeOf(PostSlot slot)
    {
        var isSecond = Slots.Any(other => other.Day == slot.Day && other.Position < slot.Position);
        var time = Settings.PostingTime;
        return !isSecond ? time : time.AddHours(time.Hour + HoursApart < 24 ? HoursApart : -HoursApart);
    }

    /// <summary>Numbers the drafts of each group.</summary>
    public DeliverableGroup Place(PostSlot slot, Dictionary<string, int> counts)
    {
        var (id, title) = GroupOf(slot);
        return new DeliverableGroup(id, title, counts[id] = counts.GetValueOrDefault(id) + 1);
    }
}
