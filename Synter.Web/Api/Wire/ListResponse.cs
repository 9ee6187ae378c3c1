using Synter.Domain.Kernel;

namespace Synter.Web.Api.Wire;

/// <summary>One page of a list; <c>next_cursor</c> is null on the last.</summary>
public sealed record ListResponse<T>(IReadOnlyList<T> Items, string? NextCursor);

public static class ListResponses
{
    public static ListResponse<TWire> ToWire<TItem, TWire>(this Page<TItem> page, Func<TItem, TWire> wire) => new([.. page.Items.Select(wire)], page.NextCursor);
}
