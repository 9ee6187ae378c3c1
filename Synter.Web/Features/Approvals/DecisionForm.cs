using System.Globalization;
using System.Text.Json.Nodes;
using Synter.Domain.Agents.Catalog.Schemas;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;

namespace Synter.Web.Features.Approvals;

/// <summary>
/// The fields of a decision's form, named in one place for the pages that write them and the endpoint that reads them. Everything
/// in it is what the person saw when the form was drawn.
/// </summary>
public static class DecisionForm
{
    /// <summary>A fresh <c>dec_…</c> for each form that is drawn, so that a form posted twice decides once.</summary>
    public const string DecisionId = "decision_id";

    /// <summary><c>approve</c>, <c>reject</c>, <c>edit</c>, <c>acknowledge</c>, <c>withdraw</c> or <c>comment</c>.</summary>
    public const string Decision = "decision";

    public const string Revision = "revision";

    public const string ContentHash = "content_hash";

    public const string Note = "note";

    public const string Body = "body_markdown";

    /// <summary>Whose it is to be: <see cref="Me"/> or <see cref="Nobody"/>.</summary>
    public const string Assignee = "assignee";

    public const string Me = "me";

    public const string Nobody = "nobody";

    /// <summary>Where to go after; an address of this site.</summary>
    public const string ReturnTo = "return_to";

    /// <summary>For several at once, each as <see cref="ItemValue"/> writes it.</summary>
    public const string Item = "item";

    private const string EffectPrefix = "effect:";

    internal static readonly Refusal Unreadable = new(RefusalKind.Malformed, "malformed", "This form was not drawn by Synter. Load the page again.");

    /// <summary>The name of an editable field of an effect.</summary>
    public static string EffectField(EffectId effect, string field) => EffectField(effect.ToString(), field);

    internal static string EffectField(string effect, string field) => $"{EffectPrefix}{effect}:{field}";

    /// <summary>Whether a person writes it, and would not like to write it twice.</summary>
    public static bool IsTyped(string field) => field is Note or Body || field.StartsWith(EffectPrefix, StringComparison.Ordinal);

    /// <summary>One of several: which deliverable, on what the person saw, under which decision id.</summary>
    public static string ItemValue(DeliverableId deliverable, int revision, ContentHash hash, DecisionId decision) =>
        string.Create(CultureInfo.InvariantCulture, $"{deliverable} {revision} {hash} {decision}");

    public static Result<DecisionRequest> Read(DeliverableId deliverable, IFormCollection form, IReadOnlyList<EffectView> effects)
    {
        if (!StrongId.TryParse<DecisionId>(form[DecisionId], out var id)
            || !int.TryParse(form[Revision], NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            || ReadDecision(form[Decision]) is not { } decision)
        {
            return Unreadable;
        }

        return new DecisionRequest(
            id, deliverable, decision, revision, form[ContentHash].ToString(), Text(form[Note]),
            decision == Domain.Approvals.Deliverables.Decision.Edit ? ReadEdit(form, effects) : null);
    }

    public static Result<IReadOnlyList<DecisionRequest>> ReadMany(IFormCollection form)
    {
        if (ReadDecision(form[Decision]) is not { } decision)
        {
            return Unreadable;
        }

        var requests = new List<DecisionRequest>();
        foreach (var item in form[Item])
        {
            if ((item ?? "").Split(' ') is not [var dlv, var rev, var hash, var dec]
                || !StrongId.TryParse<DeliverableId>(dlv, out var deliverable)
                || !int.TryParse(rev, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
                || !StrongId.TryParse<DecisionId>(dec, out var id))
            {
                return Unreadable;
            }

            requests.Add(new DecisionRequest(id, deliverable, decision, revision, hash, Text(form[Note])));
        }

        return requests.Count is 0 or > DecideTogether.Most ? Unreadable : requests;
    }

    private static Decision? ReadDecision(string? text) => text switch
    {
        "approve" => Domain.Approvals.Deliverables.Decision.Approve,
        "reject" => Domain.Approvals.Deliverables.Decision.Reject,
        "edit" => Domain.Approvals.Deliverables.Decision.Edit,
        "acknowledge" => Domain.Approvals.Deliverables.Decision.Acknowledge,
        "withdraw" => Domain.Approvals.Deliverables.Decision.Withdraw,
        "comment" => Domain.Approvals.Deliverables.Decision.Comment,
        _ => null,
    };

    private static ContentEdit ReadEdit(IFormCollection form, IReadOnlyList<EffectView> effects)
    {
        var edits = form.Keys
            .Where(k => k.StartsWith(EffectPrefix, StringComparison.Ordinal))
            .Select(k => (Parts: k.Split(':', 3), Value: Lines(form[k].ToString())))
            .Where(f => f.Parts.Length == 3)
            .GroupBy(f => f.Parts[1], (effect, fields) => new EffectEdit(
                effect, new JsonObject(fields.Select(f => KeyValuePair.Create(f.Parts[2], (JsonNode?)Value(effects, effect, f.Parts[2], f.Value))))))
            .ToList();
        return new ContentEdit(form.ContainsKey(Body) ? Lines(form[Body].ToString()) : null, edits);
    }

    /// <summary>A form knows only text: what the kind's schema counts becomes a number, and an empty field is none.</summary>
    private static JsonValue? Value(IReadOnlyList<EffectView> effects, string effect, string field, string text)
    {
        var kind = effects.FirstOrDefault(e => e.Id.ToString() == effect) is { } view ? EffectKinds.Find(view.Kind) : null;
        if (kind is null || text.Length == 0)
        {
            return text.Length == 0 ? null : JsonValue.Create(text);
        }

        var isNumber = kind.After.Root.Field(field) is { } schema && (schema.Types & ~(SchemaTypes.Number | SchemaTypes.Integer | SchemaTypes.Null)) == 0;
        return isNumber && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number)
            : JsonValue.Create(text);
    }

    /// <summary>Browsers send text areas with line ends of their own; content knows one kind.</summary>
    private static string Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : Lines(text.Trim());
}
