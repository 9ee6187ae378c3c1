using Synter.Domain.Audit;

namespace Synter.Web.Features.Audit;

/// <param name="Kinds">Those that occur, for the filter.</param>
/// <param name="New">Entries made since, above those shown.</param>
public sealed record AuditState(IReadOnlyList<AuditLine> Lines, string? NextCursor, IReadOnlyList<string> Kinds, int New = 0)
{
    /// <summary>Entries never change, so those shown stay and only newer ones are counted.</summary>
    public AuditState Merge(AuditState fresh, bool countsNew) => Lines.Count == 0
        ? fresh
        : this with { Kinds = fresh.Kinds, New = countsNew ? fresh.Lines.Count(line => line.Seq > Lines[0].Seq) : 0 };
}
