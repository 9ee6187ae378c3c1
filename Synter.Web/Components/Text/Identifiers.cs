namespace Synter.Web.Components.Text;

/// <summary>Names made for machines, read out for people.</summary>
public static class Identifiers
{
    /// <summary>«Drafts made» of <c>drafts_made</c>.</summary>
    public static string Words(string name) => Capital(name.Replace('_', ' '));

    public static string Capital(string text) => text.Length == 0 ? text : string.Concat(char.ToUpperInvariant(text[0]).ToString(), text.AsSpan(1));
}
