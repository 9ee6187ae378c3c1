using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace Synter.Domain.Agents.Catalog.Schemas;

/// <summary>
/// A <c>pattern</c> as JSON Schema means it, matched in time proportional to the text: no text a customer types can hang a
/// server. The price is no look-around and no back-references.
/// </summary>
public sealed class EcmaPattern
{
    private readonly Regex _regex;

    private EcmaPattern(string source, Regex regex)
    {
        Source = source;
        _regex = regex;
    }

    /// <summary>As written in the schema.</summary>
    public string Source { get; }

    public static bool TryParse(string source, [NotNullWhen(true)] out EcmaPattern? pattern)
    {
        try
        {
            pattern = new(source, new Regex(Translate(source), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
            return true;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            pattern = null;
            return false;
        }
    }

    /// <summary>
    /// Whether it matches anywhere. No time limit: the engine is linear and the request's size bounds the text, while a clock would
    /// let a busy machine decide what is valid.
    /// </summary>
    public bool IsMatch(string text) => _regex.IsMatch(text);

    /// <summary>
    /// .NET reads <c>\d</c> and <c>\w</c> as Unicode and lets <c>$</c> match before a last line break; JSON Schema's regular
    /// expressions do neither.
    /// </summary>
    private static string Translate(string source)
    {
        var text = new StringBuilder(source.Length);
        var inClass = false;
        for (var i = 0; i < source.Length; i++)
        {
            var c = source[i];
            if (c == '\\' && i + 1 < source.Length)
            {
                text.Append(Escape(source[++i], inClass));
                continue;
            }

            inClass = c switch { '[' => true, ']' => false, _ => inClass };
            text.Append(c == '$' && !inClass ? @"\z" : c.ToString());
        }

        return text.ToString();
    }

    private static string Escape(char c, bool inClass) => (c, inClass) switch
    {
        ('d', false) => "[0-9]",
        ('d', true) => "0-9",
        ('D', false) => "[^0-9]",
        ('w', false) => "[A-Za-z0-9_]",
        ('w', true) => "A-Za-z0-9_",
        ('W', false) => "[^A-Za-z0-9_]",
        _ => $"\\{c}",
    };
}
