using System.Text.Json;
using System.Text.Json.Nodes;

namespace Synter.Infrastructure.Sandbox;

/// <summary>What a simulated provider answers.</summary>
internal sealed record SimulatedAnswer(int Status, string Type, string Text, IReadOnlyDictionary<string, string> Headers)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static SimulatedAnswer Of(int status, JsonNode body) => new(status, "application/json; charset=utf-8", body.ToJsonString(Plain), new Dictionary<string, string>());

    /// <summary>For a person's browser.</summary>
    public static SimulatedAnswer Page(string html) => new(200, "text/html; charset=utf-8", html, new Dictionary<string, string>
    {
        ["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
        ["Cache-Control"] = "no-store",
    });

    public static SimulatedAnswer Redirect(string address) => new(302, "text/plain", "", new Dictionary<string, string> { ["Location"] = address, ["Cache-Control"] = "no-store" });

    public SimulatedAnswer With(string header, string value) => this with { Headers = new Dictionary<string, string>(Headers) { [header] = value } };
}
