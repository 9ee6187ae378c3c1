using Synter.Domain.Agents.Hiring;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;

namespace Synter.Domain.Approvals.Deliverables;

/// <summary>A draft that may be stored: its content is canonical and its effects are known kinds.</summary>
public sealed record Submitted(DeliverableId Id, DraftDeliverable Draft, DeliverableContent Content, byte[] Bytes);

/// <summary>Takes what a skill proposes, or says why it cannot be reviewed. Pure.</summary>
public sealed class Submission(EffectKinds kinds, TimeProvider clock)
{
    public const int LongestTitle = 300;

    public const int LongestBody = 100_000;

    public Result<Submitted> Check(WorkspaceId workspace, HiredAgentId? agent, DraftDeliverable draft)
    {
        var id = StrongId.New<DeliverableId>(clock);
        var content = new DeliverableContent(workspace, agent, id, draft.Kind, draft.Title, draft.BodyMarkdown, [.. draft.Effects.Select(ContentEffect.Of)]);
        if (Faults(content).ToList() is { Count: > 0 } faults)
        {
            return Refusals.Invalid(faults);
        }

        try
        {
            return new Submitted(id, draft, content, content.ToBytes());
        }
        catch (CanonicalJsonException e)
        {
            return Refusals.Invalid(new FieldError(e.Path, e.Message));
        }
    }

    private IEnumerable<FieldError> Faults(DeliverableContent content)
    {
        if (content.Kind.Length is 0 or > 60)
        {
            yield return new("/kind", "Name the kind of deliverable in 1 to 60 characters.");
        }

        if (content.Title.Length is 0 or > LongestTitle)
        {
            yield return new("/title", $"Give a title of 1 to {LongestTitle} characters.");
        }

        if (content.Body.Length > LongestBody)
        {
            yield return new("/body_markdown", $"Keep the text under {LongestBody:N0} characters.");
        }

        if (content.Effects.Select(e => e.IdempotencyKey).Distinct().Count() < content.Effects.Count)
        {
            yield return new("/effects", "Two of its changes have one idempotency key.");
        }

        for (var i = 0; i < content.Effects.Count; i++)
        {
            foreach (var error in kinds.Check(content.Effects[i]).Concat(Secrets(content.Effects[i])))
            {
                yield return error with { Pointer = $"/effects/{i}{error.Pointer}" };
            }
        }
    }

    private static IEnumerable<FieldError> Secrets(ContentEffect effect) =>
    [
        .. RawSecrets.Find(effect.Target).Select(p => new FieldError("/target" + p, RawSecrets.Message)),
        .. RawSecrets.Find(effect.After).Select(p => new FieldError("/after" + p, RawSecrets.Message)),
    ];
}
