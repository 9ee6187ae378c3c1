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

    public static bool IsKnownKeyFormat(string text) => KeyFormat().IsMatch(text);

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

    // AWS, Google (key, OAuth), OpenAI and Anthropic, GitHub, GitLab, Slack, Stripe, Meta, X bearer, npm, Hugging Face,
    // SendGrid, PostHog, Telegram, a JWT, a PEM key, an Authorization header.
    [GeneratedRegex("""
        \b(AKIA|ASIA)[0-9A-Z]{16}\b
        |\bAIza[0-9A-Za-z_-]{35}
        |\bya29\.[0-9A-Za-z_-]{20,}
        |\bGOCSPX-[0-9A-Za-z_-]{20,}
        |\bsk-[0-9A-Za-z_-]{20,}
        |\bgh[opsru]_[0-9A-Za-z]{36,}
        |\bgithub_pat_[0-9A-Za-z_]{22,}
        |\bglpat-[0-9A-Za-z_-]{20,}
        |\bxox[abeoprs]-[0-9A-Za-z-]{10,}
        |\b[rs]k_(live|test)_[0-9A-Za-z]{16,}
        |\bEAA[0-9A-Za-z]{20,}
        |\bA{16,}[0-9B-Zb-z%][0-9A-Za-z%]{19,}
        |\bnpm_[0-9A-Za-z]{36}
        |\bhf_[0-9A-Za-z]{30,}
        |\bSG\.[0-9A-Za-z_-]{16,}\.[0-9A-Za-z_-]{16,}
        |\bph[xs]_[0-9A-Za-z]{20,}
        |\b[0-9]{8,10}:[0-9A-Za-z_-]{35}\b
        |\beyJ[0-9A-Za-z_-]{8,}\.eyJ[0-9A-Za-z_-]{8,}\.
        |-----BEGIN[ ][A-Z ]*PRIVATE[ ]KEY-----
        |\b[Bb]earer[ ][0-9A-Za-z._~+/-]{16,}
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex KeyFormat();
}
