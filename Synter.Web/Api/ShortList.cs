using Synter.Domain.Kernel;
using Synter.Web.Api.Wire;

namespace Synter.Web.Api;

/// <summary>Pages a list that is short enough to be read whole, by the rules of every list.</summary>
internal static class ShortList
{
    public static IResult Page<TItem, TWire>(IReadOnlyList<TItem> items, int? limit, string? cursor, Func<TItem, TWire> wire)
    {
        if (!PageRequest.Create(limit, cursor).TryGet(out var page, out var refusal))
        {
            return Problems.From(refusal);
        }

        // The cursor of such a list is a position, written as every cursor is.
        var start = page.After is { } after ? after.At.UtcTicks : 0;
        if (start > items.Count || page.After?.Id is { } id && id != Guid.Empty)
        {
            return Problems.From(Refusals.BadCursor);
        }

        var shown = items.Skip((int)start).Take(page.Limit).ToList();
        var end = (int)start + shown.Count;
        var next = end < items.Count ? new Keyset(new DateTimeOffset(end, TimeSpan.Zero), Guid.Empty).ToString() : null;
        return TypedResults.Ok(new ListResponse<TWire>([.. shown.Select(wire)], next));
    }
}
