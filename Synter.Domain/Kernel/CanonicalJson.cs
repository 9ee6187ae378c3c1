using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Synter.Domain.Kernel;

/// <summary>
/// RFC 8785 over a closed set: objects, arrays, strings, booleans, null and integers within ±(2^53−1). What is outside the
/// set is refused, so that two readers can never see two meanings in one hash. Unicode is never normalised.
/// </summary>
public static class CanonicalJson
{
    private const long LargestSafeInteger = (1L << 53) - 1;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <exception cref="CanonicalJsonException">The value holds something outside the set; the path says where.</exception>
    public static byte[] Serialize(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(text, node, "");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Reads JSON strictly: duplicate keys, comments and trailing commas are refused.</summary>
    /// <exception cref="JsonException">Not JSON, or an object repeats a key.</exception>
    public static JsonNode? Parse(ReadOnlySpan<byte> utf8) => JsonNode.Parse(utf8, documentOptions: Strict);

    /// <summary><c>sha256:</c> and 64 lower-case hex digits.</summary>
    public static string Hash(ReadOnlySpan<byte> canonical) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(canonical));

    private static void Write(StringBuilder text, JsonNode? node, string path)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject obj:
                WriteObject(text, obj, path);
                break;
            case JsonArray array:
                WriteArray(text, array, path);
                break;
            case JsonValue value:
                WriteValue(text, value, path);
                break;
        }
    }

    private static void WriteObject(StringBuilder text, JsonObject obj, string path)
    {
        var separator = "{";
        // RFC 8785 sorts by UTF-16 code units, which is what ordinal comparison does.
        foreach (var (name, value) in obj.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            text.Append(separator);
            WriteString(text, name, path);
            text.Append(':');
            Write(text, value, $"{path}/{name}");
            separator = ",";
        }

        text.Append(obj.Count == 0 ? "{}" : "}");
    }

    private static void WriteArray(StringBuilder text, JsonArray array, string path)
    {
        text.Append('[');
        for (var i = 0; i < array.Count; i++)
        {
            text.Append(i == 0 ? "" : ",");
            Write(text, array[i], $"{path}/{i}");
        }

        text.Append(']');
    }

    private static void WriteValue(StringBuilder text, JsonValue value, string path)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                WriteString(text, value.GetValue<string>(), path);
                break;
            case JsonValueKind.True:
                text.Append("true");
                break;
            case JsonValueKind.False:
                text.Append("false");
                break;
            case JsonValueKind.Number:
                text.Append(CultureInfo.InvariantCulture, $"{Integer(value, path)}");
                break;
            default:
                throw new CanonicalJsonException(path, "is not text, an integer, a boolean or null");
        }
    }

    private static long Integer(JsonValue value, string path)
    {
        // The token itself is read: 1.0 and 1e2 are integers to one parser and not to the next.
        var token = value.ToJsonString();
        return long.TryParse(token, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number is >= -LargestSafeInteger and <= LargestSafeInteger
            && token != "-0"
                ? number
                : throw new CanonicalJsonException(path, "is not an integer within ±(2^53−1); write decimals as text");
    }

    private static void WriteString(StringBuilder text, string value, string path)
    {
        text.Append('"');
        for (var i = 0; i < value.Length; i++)
        {
            if (char.IsSurrogate(value[i]))
            {
                if (i + 1 == value.Length || !char.IsSurrogatePair(value[i], value[i + 1]))
                {
                    throw new CanonicalJsonException(path, "holds half a surrogate pair");
                }

                text.Append(value[i++]).Append(value[i]);
                continue;
            }

            _ = value[i] switch
            {
                '\0' => throw new CanonicalJsonException(path, "holds a NUL character"),
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)value[i]:x4}"),
                _ => text.Append(value[i]),
            };
        }

        text.Append('"');
    }
}
