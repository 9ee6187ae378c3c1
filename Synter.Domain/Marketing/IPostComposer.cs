namespace Synter.Domain.Marketing;

/// <summary>
/// Writes posts: Synter's own copy today, a language model behind the same port. What it gives keeps each platform's limits and
/// the customer's own, and no two posts of a set are the same.
/// </summary>
public interface IPostComposer
{
    /// <summary>Who wrote it, in a sentence that stands in each draft.</summary>
    string Label { get; }

    /// <summary>What a reader should know beforehand, as that the language is another than asked for.</summary>
    IReadOnlyList<string> Caveats(PostBrief brief);

    /// <summary>One post per slot, in order, each as soon as it is written.</summary>
    IAsyncEnumerable<ComposedPost> ComposeAsync(PostBrief brief, CancellationToken cancellationToken);
}
