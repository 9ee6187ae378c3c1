using Synter.Domain.Approvals.Gate;

namespace Synter.Domain.Approvals.Deliverables;

/// <summary>A set of deliverables that are read together, such as a week's batch.</summary>
/// <param name="GroupId">The same for all of a set, unique per run.</param>
/// <param name="Position">From 1.</param>
public sealed record DeliverableGroup(string GroupId, string Title, int Position);

/// <summary>What a skill hands over for people to review.</summary>
/// <param name="Kind">Picks the card that shows it, as in <c>post</c>, <c>report</c>.</param>
/// <param name="BodyMarkdown">For reading; editing it changes no effect.</param>
/// <param name="SuggestedAt">Advice, no part of an effect.</param>
public sealed record DraftDeliverable(
    string Kind,
    string Title,
    string BodyMarkdown,
    IReadOnlyList<ProposedEffect> Effects,
    DeliverableGroup? Group = null,
    DateTimeOffset? SuggestedAt = null);
