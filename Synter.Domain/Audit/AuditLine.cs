using System.Text.Json.Nodes;
using Synter.Domain.Kernel;

namespace Synter.Domain.Audit;

/// <summary>An entry as it stands in the chain.</summary>
/// <param name="Seq">Its place, from 1 without gaps.</param>
/// <param name="Details">Null when they were erased; the chain still holds their digest.</param>
public sealed record AuditLine(
    long Seq,
    DateTimeOffset At,
    string Kind,
    string ActorName,
    UserId? Actor,
    Via Via,
    string? Subject,
    CorrelationId Correlation,
    JsonObject? Details);

/// <summary>Which entries are wanted; what is null does not narrow.</summary>
/// <param name="Actor">A user's id, or a name exactly as it was written.</param>
/// <param name="Kind">A kind, or the beginning of one up to a dot: <c>deliverable</c> finds <c>deliverable.approved</c>.</param>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
public sealed record AuditFilter(
    string? Correlation = null,
    string? Actor = null,
    string? Kind = null,
    string? Subject = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null);

/// <summary>What walking a chain found.</summary>
/// <param name="Entries">How many hold before the first that does not.</param>
/// <param name="FirstBroken">The place of the first entry that was changed, moved, or cut away; null when all hold.</param>
public sealed record ChainReport(long Entries, long? FirstBroken)
{
    public bool Ok => FirstBroken is null;
}
