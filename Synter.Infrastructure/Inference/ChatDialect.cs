using System.Text.Json.Nodes;
using Synter.Domain.Agents.Runs;
using Synter.Domain.DataGen;
using Synter.Domain.DataGen.Making;
using Synter.Domain.Inference;
using Synter.Infrastructure.Providers;

namespace Synter.Infrastructure.Inference;

/// <summary>How one family of inference servers is asked, and how its answers are read.</summary>
internal abstract class ChatDialect
{
    /// <summary>Below the base address.</summary>
    public abstract string Path(Uri baseUrl);

    public abstract JsonObject Body(ChatRequest request, string? model);

    /// <exception cref="ProviderException">It said no, or something that is no answer.</exception>
    public static ChatReply Read(ChatRequest request, ProviderAnswer answer, DateTimeOffset now)
    {
        if (!answer.IsSuccess)
        {
            var code = answer.Json.At("error", "code").AsText() ?? answer.Json.At("error", "type").AsText();
            throw ChatFailures.Of((int)answer.Status, code, RetryAfter.Standard(answer, now));
        }

        // Ratio1's node puts the payload into an envelope; which of the two a server sends, it does not say.
        var payload = answer.Json?["result"] as JsonObject ?? answer.Json;
        if (Told(payload) is { } told)
        {
            throw told;
        }

        var text = TextOf(payload) ?? TextOf(answer.Json) ?? throw answer.Unexpected("choices[0].message.content");
        var usage = payload.At("usage") ?? payload.At("FULL_OUTPUT", "usage") ?? answer.Json.At("usage");
        return Count(usage.At("prompt_tokens")) is { } input && Count(usage.At("completion_tokens")) is { } output
            ? new ChatReply(text, input, output, IsCounted: true)
            : ChatReply.Guessed(request, text);
    }

    protected static JsonArray Messages(ChatRequest request) => new([.. request.Messages.Select(m => new JsonObject
    {
        ["role"] = m.Role switch
        {
            ChatRole.System => "system",
            ChatRole.User => "user",
            ChatRole.Assistant => "assistant",
            _ => throw new ArgumentOutOfRangeException(nameof(request)),
        },
        ["content"] = m.Text,
    })]);

    private static string? TextOf(JsonObject? payload) =>
        (payload.At("choices") as JsonArray is [JsonObject first, ..] ? first.At("message", "content").AsText() : null)
        ?? payload.At("TEXT_RESPONSE").AsText()
        ?? (payload.At("FULL_OUTPUT") is JsonObject full ? TextOf(full) : null);

    private static long? Count(JsonNode? node) => node is JsonValue value && value.TryGetValue<long>(out var count) && count >= 0 ? count : null;

    /// <summary>Ratio1's node says 200 and tells of the failure inside.</summary>
    private static ProviderException? Told(JsonObject? payload)
    {
        var error = payload.At("error").AsText();
        var status = payload.At("status").AsText();
        if (error is null && status is not ("error" or "failed" or "timeout"))
        {
            return null;
        }

        bool Says(string words) => error?.Contains(words, StringComparison.OrdinalIgnoreCase) == true;
        return status == "timeout" ? ChatFailures.TimedOut()
            : Says("rate limit") ? ChatFailures.Busy()
            : Says("unauthorized") || Says("invalid token") ? ChatFailures.Unauthorised()
            : new ProviderException(FailureClass.Rejected, "refused", "The inference server refused the request.");
    }
}

/// <summary>Ratio1's own path.</summary>
internal sealed class CreateChatCompletionDialect : ChatDialect
{
    public override string Path(Uri baseUrl) => DataGenConstants.CreateChatCompletionPath;

    public override JsonObject Body(ChatRequest request, string? model)
    {
        var body = new JsonObject { ["messages"] = Messages(request), ["temperature"] = 1.0, ["max_tokens"] = request.MaxTokens, ["seed"] = request.Seed };
        if (model is not null)
        {
            body["model"] = model;
        }

        return body;
    }
}

/// <summary>OpenAI's path. Nothing that newer models refuse is sent: no temperature, no limit of tokens.</summary>
internal sealed class ChatCompletionsDialect : ChatDialect
{
    private const string Version = "/v1";

    public override string Path(Uri baseUrl) =>
        baseUrl.AbsolutePath.TrimEnd('/').EndsWith(Version, StringComparison.Ordinal) ? "/chat/completions" : $"{Version}/chat/completions";

    public override JsonObject Body(ChatRequest request, string? model)
    {
        var body = new JsonObject { ["messages"] = Messages(request), ["seed"] = request.Seed };
        if (model is not null)
        {
            body["model"] = model;
        }

        return body;
    }
}
