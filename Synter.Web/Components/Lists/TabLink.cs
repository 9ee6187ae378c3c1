namespace Synter.Web.Components.Lists;

/// <param name="Count">Shown beside the name, also when it is 0; null shows none.</param>
public sealed record TabLink(string Name, string Href, bool IsCurrent, long? Count = null);
