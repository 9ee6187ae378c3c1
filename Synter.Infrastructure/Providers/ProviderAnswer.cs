using System.Net;
using System.Text.Json.Nodes;
using Synter.Domain.Agents.Runs;

namespace Synter.Infrastructure.Providers;

/// <summary>What a provider answered.</summary>
/// <param name="Provider">What people call it.</param>
/// <param name="Headers">By lower-case name.</param>
/// <param name="Json">Null when the body was no JSON object.</param>
internal sealed record ProviderAnswer(
    string Provider, HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, JsonObject? Json, bool WasWrite)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>A text that the provider's documentation promises, by its path as in <c>data.id</c>.</summary>
    /// <exception cref="ProviderException">It is not there.</exception>
    public string Require(string path) => Require(path, Json.At(path.Split('.')));

    /// <param name="path">For the message.</param>
    public string Require(string path, JsonNode? value) => value.AsText() is { Length: > 0 } found ? found : throw Unexpected(path);

    /// <summary>The answer has not the shape that the documentation promises; after a write nobody can tell what came of it.</summary>
    public ProviderException Unexpected(string path) => new(
        FailureClass.Schema, "unexpected_answer", $"{Provider} answered in a form that Synter does not know: {path} is missing or of another kind.")
    {
        InDoubt = WasWrite,
    };
}
