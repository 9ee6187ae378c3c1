using System.Text.RegularExpressions;

namespace Synter.Web.Components.Text;

/// <summary>Names made for machines, read out for people.</summary>
public static partial class Identifiers
{
    /// <summary>«Cost per click» of <c>cost_per_click</c> and of <c>costPerClick</c>; what is in capitals stays so.</summary>
    public static string Words(string name) => Capital(string.Join(' ', Joints().Split(name).Where(word => word.Length > 0).Select(Lower)));

    public static string Capital(string text) => text.Length == 0 ? text : string.Concat(char.ToUpperInvariant(text[0]).ToString(), text.AsSpan(1));

    private static string Lower(string word) => word.Any(char.IsLower) ? string.Concat(char.ToLowerInvariant(word[0]).ToString(), word.AsSpan(1)) : word;

    [GeneratedRegex(@"[_.\-\s]+|(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex Joints();
}
