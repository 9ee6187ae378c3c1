using Synter.Domain.Agents.Runs;

namespace Synter.Domain.Inference;

/// <summary>Who said a message.</summary>
public enum ChatRole
{
    System,
    User,
    Assistant,
}

public sealed record ChatMessage(ChatRole Role, string Text);

/// <summary>One inference call.</summary>
/// <param name="Seed">Varies what a model with a seed says; the same for the same call, so that a repeated one repeats.</param>
/// <param name="MaxTokens">How long the answer may get.</param>
public sealed record ChatRequest(IReadOnlyList<ChatMessage> Messages, int Seed, int MaxTokens = ChatRequest.DefaultMaxTokens)
{
    public const int DefaultMaxTokens = 2_048;
}

/// <summary>What a model answered.</summary>
/// <param name="InputTokens">As the server counted them, or our guess: see <paramref name="IsCounted"/>.</param>
public sealed record ChatReply(string Text, long InputTokens, long OutputTokens, bool IsCounted)
{
    private const int CharactersPerToken = 4;

    /// <summary>For servers that count no tokens: about four characters each.</summary>
    public static ChatReply Guessed(ChatRequest request, string text) =>
        new(text, Tokens(request.Messages.Sum(m => (long)m.Text.Length)), Tokens(text.Length), IsCounted: false);

    private static long Tokens(long characters) => (characters + CharactersPerToken - 1) / CharactersPerToken;
}

/// <summary>A language model behind an inference server.</summary>
public interface IChatModel
{
    /// <summary>False when nothing is configured and the sandbox is off: there is nobody to ask.</summary>
    bool IsAvailable { get; }

    /// <summary>The sandbox's generator answers, and no language model.</summary>
    bool IsOffline { get; }

    /// <summary>Who answers, in words for people.</summary>
    string Label { get; }

    /// <summary>One call, tried once.</summary>
    /// <exception cref="ProviderException">It failed; its class and <c>Retry-After</c> say how to go on.</exception>
    Task<ChatReply> AskAsync(ChatRequest request, CancellationToken cancellationToken);
}
