using System.Runtime.CompilerServices;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Inference;

namespace Synter.Domain.Marketing.Written;

/// <summary>
/// Has a language model write posts. Each answer is checked as a person would check it; what does not pass is sent back once with the
/// reason, and refused with it when it stays so. Nothing unchecked becomes a draft.
/// </summary>
public sealed class ModelComposer(IChatModel model) : IPostComposer
{
    public string Label => $"Written by {model.Label}, checked against each platform’s limits and this agent’s rules. Read it before you approve: a model can be wrong.";

    public IReadOnlyList<string> Caveats(PostBrief brief) => [];

    public async IAsyncEnumerable<ComposedPost> ComposeAsync(PostBrief brief, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < brief.Slots.Count; i++)
        {
            yield return await WriteAsync(new PostAssignment(brief, i), written, cancellationToken);
        }
    }

    private async Task<ComposedPost> WriteAsync(PostAssignment assignment, HashSet<string> written, CancellationToken cancellationToken)
    {
        List<ChatMessage> messages = [new(ChatRole.System, PostAssignment.Rules), new(ChatRole.User, assignment.Question)];
        for (var isRepair = false; ; isRepair = true)
        {
            var reply = await model.AskAsync(new ChatRequest(messages, assignment.Seed), cancellationToken);
            var fault = assignment.Read(reply.Text, out var post) ?? (written.IsSupersetOf(post!.Texts.Values) ? "This post was written already. Write another." : null);
            if (fault is null)
            {
                written.UnionWith(post!.Texts.Values);
                return post;
            }

            if (isRepair)
            {
                throw new ProviderException(
                    FailureClass.Rejected, "draft_invalid", $"{model.Label} wrote post {assignment.Position} so that it cannot be used, twice. {fault}");
            }

            messages.Add(new ChatMessage(ChatRole.Assistant, reply.Text));
            messages.Add(new ChatMessage(ChatRole.User, $"That cannot be used. {fault} Answer with the corrected JSON object alone."));
        }
    }
}
