using Synter.Domain.Views;

namespace Synter.Web.Features.Views;

/// <param name="Count">How many rows it shows now, counted as far as lists count.</param>
public sealed record CountedView(SavedView View, long Count);
