using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Synter.Infrastructure.Sandbox;

/// <summary>A request as a simulated provider reads it, whole.</summary>
/// <param name="Path">Without the provider's own base, beginning with a slash.</param>
/// <param name="Parameters">The body's, then the query's: by name, whether it came as JSON, as a form or in the address.</param>
internal sealed record ReceivedRequest(
    DateTimeOffset At,
    string Provider,
    string Method,
    string Path,
    IReadOnlyDictionary<string, string> Query,
    IReadOnlyDictionary<string, string> Headers,
    string Body,
    JsonObject? Json,
    IReadOnlyDictionary<string, string> Parameters)
{
    public const int LargestBody = 1024 * 1024;

    /// <summary>The token, from the header or, as some providers allow, a parameter; null for none.</summary>
    public string? Token => Headers.TryGetValue("authorization", out var header) && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && header.Length > 7
        ? header[7..]
        : Parameters.GetValueOrDefault("access_token");

    public string[] Segments => Path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    public static async Task<ReceivedRequest> ReadAsync(HttpRequest request, string provider, string path, DateTimeOffset at, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        // PostgreSQL keeps no NUL.
        var body = (await reader.ReadToEndAsync(cancellationToken)).Replace('\0', '\uFFFD');
        var query = Flat(request.Query.Select(p => (p.Key, p.Value)));
        var json = ParseObject(body);
        return new ReceivedRequest(
            at, provider, request.Method, path, query, Flat(request.Headers.Select(h => (h.Key.ToLowerInvariant(), h.Value))), body, json,
            ParametersOf(request, body, json, query));
    }

    private static Dictionary<string, string> ParametersOf(HttpRequest request, string body, JsonObject? json, IReadOnlyDictionary<string, string> query)
    {
        var parameters = json is not null ? json.ToDictionary(p => p.Key, p => TextOf(p.Value))
            : request.HasFormContentType ? Flat(QueryHelpers.ParseQuery(body).Select(p => (p.Key, p.Value)))
            : [];
        foreach (var (name, value) in query)
        {
            parameters.TryAdd(name, value);
        }

        return parameters;
    }

    private static string TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : node?.ToJsonString() ?? "";

    private static Dictionary<string, string> Flat(IEnumerable<(string Name, StringValues Value)> pairs)
    {
        var flat = new Dictionary<string, string>();
        foreach (var (name, value) in pairs)
        {
            flat[name.Replace('\0', '\uFFFD')] = value.ToString().Replace('\0', '\uFFFD');
        }

        return flat;
    }

    private static JsonObject? ParseObject(string body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
