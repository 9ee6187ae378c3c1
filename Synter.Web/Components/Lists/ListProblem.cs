using Synter.Domain.Kernel;

namespace Synter.Web.Components.Lists;

/// <summary>Why a list or a part of a page could not be read.</summary>
/// <param name="What">What failed, then what still works.</param>
/// <param name="Correlation">What an admin searches for.</param>
public sealed record ListProblem(string What, CorrelationId? Correlation = null)
{
    /// <summary>For an exception: its own words are never shown, only the id they were logged under.</summary>
    public static ListProblem Unread(string what) => new($"{what} could not be read. The rest of the page works.", CorrelationId.Current);
}
