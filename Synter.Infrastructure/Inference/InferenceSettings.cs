using Synter.Domain.DataGen;

namespace Synter.Infrastructure.Inference;

/// <summary>How an inference server is spoken to.</summary>
public enum InferenceApi
{
    /// <summary>Ratio1's <c>POST /create_chat_completion</c>.</summary>
    CreateChatCompletion,

    /// <summary>OpenAI's <c>POST /v1/chat/completions</c>, as most servers speak it.</summary>
    ChatCompletions,

    /// <summary>Anthropic's Messages, through its own SDK.</summary>
    Anthropic,
}

/// <summary>Who writes, and what it costs: all of <c>DATAGEN_*</c>.</summary>
/// <param name="BaseUrl">Null where nothing is configured: the sandbox's generator answers, where the sandbox is on.</param>
/// <param name="Model">What the request names; null leaves it out.</param>
public sealed record InferenceSettings(InferenceApi Api, Uri? BaseUrl, string? Model, InferenceKey? Key, TimeSpan Timeout, DataGenTerms Terms)
{
    public static readonly InferenceSettings Offline =
        new(InferenceApi.CreateChatCompletion, null, null, null, TimeSpan.FromSeconds(60), DataGenTerms.Default);

    public bool IsConfigured => BaseUrl is not null;
}

/// <summary>The inference server's key: only a request gets to see it. No ToString, no serialiser.</summary>
public sealed class InferenceKey(string value)
{
    internal T Use<T>(Func<string, T> use) => use(value);
}
