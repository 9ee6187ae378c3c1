using System.Text.RegularExpressions;

namespace Synter.Infrastructure.Sandbox;

/// <summary>Takes secrets out of what is kept of a request. The sandbox shows its requests to people.</summary>
internal static partial class Mask
{
    public const string Masked = "***";

    private static readonly HashSet<string> SecretHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "proxy-authorization", "cookie", "set-cookie", "x-api-key", "api-key", "developer-token", "signature", "x-csrf-token",
    };

    public static IReadOnlyDictionary<string, string> Headers(IReadOnlyDictionary<string, string> headers) => headers.ToDictionary(
        h => h.Key,
        h => h.Key == "authorization" ? $"{h.Value.Split(' ')[0]} {Masked}" : SecretHeaders.Contains(h.Key) ? Masked : h.Value);

    public static IReadOnlyDictionary<string, string> Query(IReadOnlyDictionary<string, string> query) =>
        query.ToDictionary(p => p.Key, p => SecretName().IsMatch(p.Key) ? Masked : p.Value);

    /// <summary>JSON members and form fields alike; what is no text in JSON is no secret.</summary>
    public static string Body(string body) => FormField().Replace(JsonMember().Replace(body, $"$1\"{Masked}\""), $"$1{Masked}");

    private const string Names = "(?:[a-z_]*token|code|code_verifier|[a-z_]*secret(?:_proof)?|appsecret_proof|password|api_?key|signature)";

    [GeneratedRegex($"^{Names}$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex SecretName();

    [GeneratedRegex($"""("{Names}"\s*:\s*)"(?:[^"\\]|\\.)*"?""", RegexOptions.IgnoreCase)]
    private static partial Regex JsonMember();

    [GeneratedRegex($"((?:^|&){Names}=)[^&]*", RegexOptions.IgnoreCase)]
    private static partial Regex FormField();
}
