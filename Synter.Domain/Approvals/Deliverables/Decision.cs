using System.Text.Json.Nodes;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Deliverables;

/// <summary>What a person says to a deliverable.</summary>
public enum Decision
{
    /// <summary>Yes, to exactly this content.</summary>
    Approve,

    /// <summary>No.</summary>
    Reject,

    /// <summary>Not so: like this. Makes a new revision that waits for review again.</summary>
    Edit,

    /// <summary>Read. For what changes nothing outside.</summary>
    Acknowledge,

    /// <summary>Not after all, within the undo window.</summary>
    Undo,

    /// <summary>The approval is taken back before it was used.</summary>
    Revoke,

    /// <summary>Off the list, undecided: it is not wanted any more, and that says nothing about what it was. Voids its approval.</summary>
    Withdraw,

    /// <summary>A word about it that decides nothing.</summary>
    Comment,
}

/// <summary>One decision, made once: the same id again is the same decision, answered the same.</summary>
public readonly record struct DecisionId(Guid Value) : IStrongId<DecisionId>
{
    public static string Prefix => "dec_";

    public static DecisionId From(Guid value) => new(value);

    public override string ToString() => StrongId.Format(this);
}

/// <summary>New values for the editable fields of one effect's <c>after</c>; the others stay.</summary>
/// <param name="Effect">As the client wrote it.</param>
public sealed record EffectEdit(string Effect, JsonObject Payload);

/// <param name="BodyMarkdown">For reading; changes no effect. Null leaves it.</param>
public sealed record ContentEdit(string? BodyMarkdown, IReadOnlyList<EffectEdit> Effects);

/// <summary>A person's decision on what they saw.</summary>
/// <param name="Revision">The revision they saw.</param>
/// <param name="ContentHash">Its hash, as it was shown.</param>
/// <param name="Note">Why; the agent reads it before its next run.</param>
/// <param name="Edit">For <see cref="Decision.Edit"/> only.</param>
public sealed record DecisionRequest(
    DecisionId Id, DeliverableId Deliverable, Decision Decision, int Revision, string ContentHash, string? Note = null, ContentEdit? Edit = null);

/// <summary>How it stands after a decision.</summary>
/// <param name="Approval">Given with <see cref="Decision.Approve"/>.</param>
/// <param name="ExecuteAt">When it goes out by itself; until then it can be undone.</param>
public sealed record Decided(
    DeliverableId Deliverable, DeliverableState State, int Revision, ContentHash ContentHash, Approval? Approval, DateTimeOffset? ExecuteAt);
