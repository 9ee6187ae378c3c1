using System.Text.Json;
using System.Text.Json.Nodes;

namespace Synter.Infrastructure.Sandbox;

/// <summary>What a simulated provider answers.</summary>
internal sealed record SimulatedAnswer(int Status, JsonNode Body, IReadOnlyDictionary<string, string> Headers)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static SimulatedAnswer Of(int status, JsonNode body) => new(status, body, new Dictionary<string, string>());

    public string Text => Body.ToJsonString(Plain);

    public SimulatedAnswer With(string header, string value) => this with { Headers = new Dictionary<string, string>(Headers) { [header] = value } };
}
