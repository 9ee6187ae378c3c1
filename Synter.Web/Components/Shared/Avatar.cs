using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components;

namespace Synter.Web.Components.Shared;

/// <summary>
/// Initials on one of four grounds; the ground follows from the name, so that a face stays the same. Markup and not a component, as an
/// agent's page has a dozen.
/// </summary>
public static class Avatar
{
    /// <param name="name">Of a person or an agent.</param>
    /// <param name="colour">One chosen for an agent, instead of the one its name gives.</param>
    /// <param name="round">People are round, agents are not.</param>
    public static MarkupString Of(string name, string? colour = null, bool large = false, bool round = false)
    {
        var css = $"ava {(colour is null ? $"a{Ground(name)}" : GroundOf(colour))}{(large ? " lg" : "")}{(round ? " round" : "")}";
        return new MarkupString($"""<span class="{css}" aria-hidden="true">{HtmlEncoder.Default.Encode(Initials(name))}</span>""");
    }

    /// <summary>The style of a colour's name.</summary>
    public static string GroundOf(string colour) => colour switch
    {
        "teal" => "a1",
        "ochre" => "a2",
        "blue" => "a3",
        "plum" => "a4",
        _ => "",
    };

    private static int Ground(string name) => name.Aggregate(7, (sum, c) => (sum * 31 + c) & 0xFFFF) % 4 + 1;

    private static string Initials(string name)
    {
        var words = name.Split([' ', '-', '.', '@'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return string.Concat(words.Take(2).Select(w => StringInfo.GetNextTextElement(w))).ToUpperInvariant();
    }
}
