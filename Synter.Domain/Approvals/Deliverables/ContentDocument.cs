using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;

namespace Synter.Domain.Approvals.Deliverables;

/// <summary>
/// The canonical document (KERNEL 5). Its member names are part of every hash ever given: a change of shape is a new
/// version, and the old one stays readable.
/// </summary>
internal static class ContentDocument
{
    private const int Version = 1;

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static JsonObject Write(DeliverableContent content) => new()
    {
        ["v"] = Version,
        ["workspace"] = content.Workspace.ToString(),
        ["hired_agent"] = content.HiredAgent?.ToString(),
        ["deliverable"] = content.Deliverable.ToString(),
        ["kind"] = content.Kind,
        ["title"] = content.Title,
        ["body"] = content.Body,
        ["effects"] = new JsonArray([.. content.Effects.Select(WriteEffect)]),
    };

    public static DeliverableContent? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return CanonicalJson.Parse(bytes) is JsonObject document && Number(document, "v") == Version ? ReadDocument(document) : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or ArgumentException)
        {
            // Written by another version of Synter, or damaged. Neither may be guessed at.
            return null;
        }
    }

    private static JsonObject WriteEffect(ContentEffect effect)
    {
        var node = new JsonObject
        {
            ["kind"] = effect.Kind,
            ["provider"] = effect.Provider,
            ["account"] = effect.Account,
            ["credential_ref"] = effect.Credential.ToString(),
            ["target"] = effect.Target.DeepClone(),
            ["before"] = effect.Before?.DeepClone(),
            ["after"] = effect.After.DeepClone(),
            ["cost_bound"] = effect.CostBound is { } cost ? WriteMoney(cost) : null,
            ["idempotency_key"] = effect.IdempotencyKey,
            ["compensation"] = effect.Compensation,
        };
        if (effect.SendAt is { } sendAt)
        {
            node["send_at"] = sendAt.ToMicroseconds().ToString(TimeFormat, CultureInfo.InvariantCulture);
        }

        return node;
    }

    private static JsonObject WriteMoney(Money money) => new()
    {
        ["micros"] = money.Micros.ToString(CultureInfo.InvariantCulture),
        ["currency"] = money.Currency,
    };

    private static DeliverableContent ReadDocument(JsonObject document) => new(
        StrongId.Parse<WorkspaceId>(Text(document, "workspace")),
        document["hired_agent"] is null ? null : StrongId.Parse<HiredAgentId>(Text(document, "hired_agent")),
        StrongId.Parse<DeliverableId>(Text(document, "deliverable")),
        Text(document, "kind"),
        Text(document, "title"),
        Text(document, "body"),
        [.. document["effects"]!.AsArray().Select(e => ReadEffect(e!.AsObject()))]);

    private static ContentEffect ReadEffect(JsonObject effect) => new(
        Text(effect, "kind"),
        Text(effect, "provider"),
        Text(effect, "account"),
        StrongId.Parse<CredentialRef>(Text(effect, "credential_ref")),
        Object(effect, "target") ?? throw new FormatException("An effect has a target."),
        Object(effect, "before"),
        Object(effect, "after") ?? throw new FormatException("An effect has an after."),
        Object(effect, "cost_bound") is { } cost ? ReadMoney(cost) : null,
        effect["send_at"] is null ? null : DateTimeOffset.ParseExact(
            Text(effect, "send_at"), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        Text(effect, "idempotency_key"),
        effect["compensation"] is null ? null : Text(effect, "compensation"));

    private static Money ReadMoney(JsonObject money) =>
        Money.FromMicros(long.Parse(Text(money, "micros"), CultureInfo.InvariantCulture), Text(money, "currency"));

    private static string Text(JsonObject node, string name) =>
        node[name]?.GetValue<string>() ?? throw new FormatException($"{name} is missing.");

    private static long? Number(JsonObject node, string name) =>
        node[name] is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;

    private static JsonObject? Object(JsonObject node, string name) => (JsonObject?)node[name]?.DeepClone().AsObject();
}
