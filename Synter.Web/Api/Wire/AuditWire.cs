using System.Text.Json.Nodes;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;

namespace Synter.Web.Api.Wire;

/// <param name="Seq">The entry's place in the workspace's chain.</param>
/// <param name="Actor">Who did it, by name; Synter itself for the clock, runs and the executor.</param>
/// <param name="Details">Null when they were erased.</param>
public sealed record AuditEntryResponse(
    long Seq, DateTimeOffset At, string Kind, string Actor, UserId? ActorId, Via Via, string? Subject, string CorrelationId, JsonObject? Details)
{
    public static AuditEntryResponse From(AuditLine line) => new(
        line.Seq, line.At, line.Kind, line.ActorName, line.Actor, line.Via, line.Subject, line.Correlation.Value, line.Details);
}

/// <param name="Entries">How many hold before the first that does not.</param>
/// <param name="FirstBroken">The place of the first entry that was changed, moved or cut away; null when all hold.</param>
public sealed record ChainResponse(bool Ok, long Entries, long? FirstBroken);

public sealed record EraseDetailsRequest(string Reason);
