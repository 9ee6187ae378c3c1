using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Synter.Domain.Kernel;

/// <summary>JSON's numbers as exact decimals. A number that does not fit is refused, never rounded.</summary>
public static class JsonNumbers
{
    private const int Digits = 28;

    /// <summary>False when the value is no number, or has more than 28 digits before or after the point.</summary>
    public static bool TryRead(JsonNode? node, out decimal number)
    {
        number = 0;
        if (node is not JsonValue || node.GetValueKind() != JsonValueKind.Number)
        {
            return false;
        }

        var text = node.ToJsonString();
        return IsExact(text) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>
    /// A copy in which every whole number is written without fraction and exponent (<c>2.0</c> and <c>2e0</c> become
    /// <c>2</c>). JSON says they are the same; readers that ask for an integer do not.
    /// </summary>
    public static JsonNode? Tidy(JsonNode? node) => node switch
    {
        JsonObject obj => new JsonObject(obj.Select(m => KeyValuePair.Create(m.Key, Tidy(m.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Tidy)]),
        _ when TryRead(node, out var number) && decimal.IsInteger(number) && number is >= long.MinValue and <= long.MaxValue => JsonValue.Create((long)number),
        _ => node?.DeepClone(),
    };

    /// <summary>Whether a number's text keeps every digit as a decimal: decimal.TryParse would round the rest away unseen.</summary>
    private static bool IsExact(string text)
    {
        var mantissa = text.TrimStart('-');
        var exponent = 0;
        var e = mantissa.IndexOfAny(['e', 'E']);
        if (e >= 0)
        {
            if (!int.TryParse(mantissa[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
            {
                return false;
            }

            mantissa = mantissa[..e];
        }

        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        long scale = exponent - (point < 0 ? 0 : mantissa.Length - point - 1);
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        var significant = digits.TrimEnd('0');
        scale += digits.Length - significant.Length;
        return significant.Length == 0 || (scale >= -Digits && significant.Length + scale <= Digits && significant.Length <= Digits);
    }
}
