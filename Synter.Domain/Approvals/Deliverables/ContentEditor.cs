using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;

namespace Synter.Domain.Approvals.Deliverables;

/// <summary>
/// Makes the next revision's content from what a reviewer typed: only fields that the effect's kind marks editable, and its send
/// time, checked like a form.
/// </summary>
public sealed class ContentEditor(EffectKinds kinds, TimeProvider clock)
{
    private const string SendAt = "send_at";

    public Result<DeliverableContent> Apply(DeliverableContent content, IReadOnlyList<EffectId> ids, ContentEdit edit)
    {
        var errors = new List<FieldError>();
        var effects = content.Effects.ToArray();
        for (var i = 0; i < edit.Effects.Count; i++)
        {
            var at = StrongId.TryParse<EffectId>(edit.Effects[i].Effect, out var id) ? ids.ToList().IndexOf(id) : -1;
            if (at < 0)
            {
                errors.Add(new($"/edit/effects/{i}/effect_id", "This deliverable has no such change."));
                continue;
            }

            var root = $"/edit/effects/{i}/payload";
            effects[at] = Apply(effects[at], edit.Effects[i].Payload, root, errors);
            errors.AddRange(kinds.Check(effects[at]).Select(e => e with { Pointer = root + Below(e.Pointer) }));
        }

        if (effects.Select(e => e.SendAt).Distinct().Count() > 1)
        {
            errors.Add(new("/edit/effects", "The changes of one deliverable go out together. Give each of them the same send time."));
        }

        if (edit.BodyMarkdown is { Length: > Submission.LongestBody })
        {
            errors.Add(new("/edit/body_markdown", $"Keep the text under {Submission.LongestBody:N0} characters."));
        }

        if (SecretsIn(edit) is { Count: > 0 } secrets)
        {
            return Refusals.Invalid(secrets) with { Code = DenialCodes.RawSecret };
        }

        if (errors.Count > 0)
        {
            return Refusals.Invalid(errors);
        }

        var edited = content with { Body = edit.BodyMarkdown ?? content.Body, Effects = effects };
        return Checked(content, edited);
    }

    private static Result<DeliverableContent> Checked(DeliverableContent content, DeliverableContent edited)
    {
        try
        {
            return edited.ToBytes().AsSpan().SequenceEqual(content.ToBytes())
                ? Refusals.Invalid(new FieldError("/edit", "This changes nothing."))
                : edited;
        }
        catch (CanonicalJsonException e)
        {
            return Refusals.Invalid(new FieldError("/edit", e.Message));
        }
    }

    private static List<FieldError> SecretsIn(ContentEdit edit) =>
    [
        .. edit.Effects.SelectMany((e, i) => RawSecrets.Find(e.Payload).Select(p => new FieldError($"/edit/effects/{i}/payload{p}", RawSecrets.Message))),
    ];

    private ContentEffect Apply(ContentEffect effect, JsonObject payload, string root, List<FieldError> errors)
    {
        var editable = EffectKinds.Find(effect.Kind)?.Editable ?? new HashSet<string>();
        var after = (JsonObject)effect.After.DeepClone();
        var sendAt = effect.SendAt;
        foreach (var (name, value) in payload)
        {
            if (name == SendAt)
            {
                sendAt = Time(value, $"{root}/{SendAt}", errors);
            }
            else if (editable.Contains(name))
            {
                Set(after, name, value);
            }
            else
            {
                errors.Add(new(JsonPointer.Append(root, name), "This cannot be edited. Reject it and say what should be different."));
            }
        }

        return effect with { After = after, SendAt = sendAt };
    }

    private DateTimeOffset? Time(JsonNode? value, string pointer, List<FieldError> errors)
    {
        if (value is null)
        {
            return null;
        }

        if (value.GetValueKind() != JsonValueKind.String
            || !DateTimeOffset.TryParseExact(value.GetValue<string>(), ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            errors.Add(new(pointer, "Give a date and time with its offset, as in 2026-11-23T09:30:00Z."));
            return null;
        }

        if (time <= clock.GetUtcNow())
        {
            errors.Add(new(pointer, "Choose a time to come."));
        }

        return time.ToMicroseconds();
    }

    private static void Set(JsonObject after, string name, JsonNode? value)
    {
        if (value is null)
        {
            after.Remove(name);
        }
        else
        {
            after[name] = value.DeepClone();
        }
    }

    /// <summary>An error about <c>/after/text</c> is one about the payload's <c>/text</c>.</summary>
    private static string Below(string pointer) => pointer.StartsWith("/after/", StringComparison.Ordinal) ? pointer["/after".Length..] : "";
}
