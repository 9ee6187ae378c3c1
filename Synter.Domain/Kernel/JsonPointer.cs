using System.Globalization;
using System.Text.Json.Nodes;

namespace Synter.Domain.Kernel;

/// <summary>Writes and follows JSON Pointers (RFC 6901), as in <c>/config/platform_credentials/x</c>.</summary>
public static class JsonPointer
{
    /// <summary>The pointer to a member; <c>~</c> and <c>/</c> in its name are escaped.</summary>
    public static string Append(string pointer, string member) =>
        $"{pointer}/{member.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    public static string Append(string pointer, int index) => string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index}");

    /// <summary>The unescaped steps of a pointer, or null when it is none. The empty pointer has no steps and means the root.</summary>
    public static IReadOnlyList<string>? Steps(string pointer)
    {
        if (pointer.Length == 0)
        {
            return [];
        }

        var steps = pointer.Split('/');
        return steps[0].Length == 0 && Array.TrueForAll(steps, IsEscapedWell) ? [.. steps.Skip(1).Select(Unescape)] : null;
    }

    /// <summary>What a pointer leads to; null where it leads nowhere, too.</summary>
    public static JsonNode? Find(JsonNode? root, string pointer)
    {
        var node = root;
        foreach (var step in Steps(pointer) ?? throw new FormatException($"«{pointer}» is not a JSON Pointer."))
        {
            node = node switch
            {
                JsonObject obj => obj[step],
                JsonArray list when Index(step) is { } index && index < list.Count => list[index],
                _ => null,
            };
        }

        return node;
    }

    private static int? Index(string step) =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && (step == "0" || step[0] != '0') ? index : null;

    private static bool IsEscapedWell(string step)
    {
        for (var i = step.IndexOf('~'); i >= 0; i = step.IndexOf('~', i + 1))
        {
            if (i + 1 == step.Length || step[i + 1] is not ('0' or '1'))
            {
                return false;
            }
        }

        return true;
    }

    // «~1» first, so that «~01» becomes «~1» and not «/».
    private static string Unescape(string step) =>
        step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
