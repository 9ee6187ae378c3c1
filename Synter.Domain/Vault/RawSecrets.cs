using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Synter.Domain.Kernel;

namespace Synter.Domain.Vault;

/// <summary>
/// Finds secrets where none may be: in a config, in a goal's settings, in an effect. A field named like a secret is one
/// whatever it holds; a text in the form of a well-known key is one wherever it stands.
/// </summary>
public static partial class RawSecrets
{
    public const string Message = "This looks like a secret. Store it under Providers and choose it here.";

    // Ends of words, for «accesstoken» and «clientsecret» are written in one, too.
    private static readonly string[] Ends = ["token", "secret", "password", "passwd", "passphrase", "pwd", "apikey", "privatekey", "accesskey", "secretkey"];

    private static readonly HashSet<string> BeforeKey = new(StringComparer.Ordinal) { "api", "access", "private", "secret", "signing", "encryption" };

    /// <summary>Pointers to every field and text that looks like a secret.</summary>
    public static IReadOnlyList<string> Find(JsonNode? root)
    {
        var found = new List<string>();
        Walk(root, "", found);
        return found;
    }

    /// <summary>Whether a field so named would hold a secret, as <c>api_key</c>, <c>accessToken</c>, <c>client-secret</c> would.</summary>
    public static bool IsSecretName(string name)
    {
        var words = WordOf().Matches(name).Select(m => m.Value.ToLowerInvariant()).ToArray();
        return words.Where((w, i) => Array.Exists(Ends, e => w.EndsWith(e, StringComparison.Ordinal)) || (w == "key" && i > 0 && BeforeKey.Contains(words[i - 1]))).Any();
    }

    public static bool IsKnownKeyFormat(string text) => KeyFormats.Known().IsMatch(text);

    private static void Walk(JsonNode? node, string pointer, List<string> found)
    {
        switch (node)
        {
            case JsonObject obj:
                foreach (var (name, value) in obj)
                {
                    WalkField(name, value, JsonPointer.Append(pointer, name), found);
                }

                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                {
                    Walk(list[i], JsonPointer.Append(pointer, i), found);
                }

                break;
            case JsonValue when node.GetValueKind() == JsonValueKind.String && IsKnownKeyFormat(node.GetValue<string>()):
                found.Add(pointer);
                break;
        }
    }

    private static void WalkField(string name, JsonNode? value, string pointer, List<string> found)
    {
        // «max_tokens: 500» counts something; «tokens: […]» holds them.
        var isSecret = IsSecretName(name) || (IsPluralOfSecret(name) && value?.GetValueKind() is JsonValueKind.String or JsonValueKind.Array or JsonValueKind.Object);
        if (isSecret)
        {
            found.Add(pointer);
        }
        else
        {
            Walk(value, pointer, found);
        }
    }

    private static bool IsPluralOfSecret(string name) => name.EndsWith('s') && IsSecretName(name[..^1]);

    // «accessToken», «API_KEY» and «apiKey2» fall into words; digits belong to none.
    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+")]
    private static partial Regex WordOf();
}
