using System.Globalization;
using System.Text.Json.Nodes;
using Synter.Domain.DataGen.Offline;
using Synter.Domain.Sandbox;

namespace Synter.Infrastructure.Sandbox;

/// <summary>Plays an inference server with no model behind it: records are made up offline, and say so by the model's name.</summary>
internal sealed class SimulatedInference : ISimulatedProvider
{
    private const string Model = "synter-offline-generator";

    // As a model says that has understood all but the one thing that was asked.
    private const string Garbage = "Certainly! Here is a record, as you asked. Let me know if you would like more of them.";

    public string Key => SandboxProviders.Inference;

    public Task<SimulatedAnswer> AnswerAsync(ReceivedRequest request, SandboxPosts posts, CancellationToken cancellationToken) => Task.FromResult(
        (request.Method, request.Segments) switch
        {
            ("POST", ["create_chat_completion"] or ["v1", "chat", "completions"]) => Complete(request, posts.Alters),
            _ => Refusal(404, "not_found", "There is nothing at this address."),
        });

    public SimulatedAnswer Failure(int status, TimeSpan? retryAfter, DateTimeOffset now)
    {
        var answer = Refusal(status, status == 429 ? "rate_limit_exceeded" : "server_error", "The sandbox was told to fail.");
        return retryAfter is { } wait ? answer.With("Retry-After", wait.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)) : answer;
    }

    private static SimulatedAnswer Complete(ReceivedRequest request, bool isGarbage)
    {
        var question = (request.Json?["messages"] as JsonArray ?? []).OfType<JsonObject>()
            .FirstOrDefault(m => Text(m, "role") == "user") is { } message ? Text(message, "content") : null;
        if (question is null)
        {
            return Refusal(400, "invalid_request_error", "messages must hold one of the role user.");
        }

        var seed = request.Json!["seed"] is JsonValue value && value.TryGetValue<int>(out var given) ? given : 0;
        var text = isGarbage ? Garbage : OfflineGenerator.Write(question, seed).ToJsonString(Relaxed);
        return SimulatedAnswer.Of(200, new JsonObject
        {
            ["id"] = $"chatcmpl-{seed:x8}",
            ["object"] = "chat.completion",
            ["created"] = request.At.ToUnixTimeSeconds(),
            ["model"] = Model,
            ["choices"] = new JsonArray(new JsonObject
            {
                ["index"] = 0,
                ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text },
                ["finish_reason"] = "stop",
            }),
            ["usage"] = Usage(request.Body.Length, text.Length),
        });
    }

    private static JsonObject Usage(int asked, int answered)
    {
        const int charactersPerToken = 4;
        var (input, output) = ((asked / charactersPerToken) + 1, (answered / charactersPerToken) + 1);
        return new JsonObject { ["prompt_tokens"] = input, ["completion_tokens"] = output, ["total_tokens"] = input + output };
    }

    private static SimulatedAnswer Refusal(int status, string type, string message) =>
        SimulatedAnswer.Of(status, new JsonObject { ["error"] = new JsonObject { ["message"] = message, ["type"] = type, ["code"] = type } });

    private static string? Text(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static readonly System.Text.Json.JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
