namespace Synter.Domain.Marketing.Offline;

/// <summary>A piece of copy about this brand, all names filled in.</summary>
internal sealed record Subject(PostTopic Topic, string Id, string Title, string Hook, IReadOnlyList<string> More, IReadOnlyList<string> Tags)
{
    public static Subject Of(PostTopic topic, CopyPiece piece, Brand brand, string? offering = null)
    {
        return new Subject(
            topic, offering is null ? piece.Id : $"{piece.Id}/{offering}", Fill(piece.Title), Fill(piece.Hook), [.. piece.More.Select(Fill)], piece.Tags);

        string Fill(string text) => Wording.Fill(text, brand, offering);
    }
}

internal static class Wording
{
    public static string Fill(string text, Brand brand, string? offering = null) => text
        .Replace("{offering}", offering, StringComparison.Ordinal)
        .Replace("{place}", brand.Place, StringComparison.Ordinal)
        .Replace("{location}", brand.Location, StringComparison.Ordinal)
        .Replace("{brand}", brand.Name, StringComparison.Ordinal);
}
