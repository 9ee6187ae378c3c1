using System.Text.Json.Nodes;
using Synter.Domain.Agents.Catalog.Schemas;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;

namespace Synter.Domain.Agents.Hiring;

/// <summary>
/// Judges what a person filled in: by its schema, for secrets that do not belong there, and by whether the credentials it
/// refers to are the workspace's own and of the right provider.
/// </summary>
public sealed class ValueCheck(ICredentialDirectory credentials)
{
    /// <param name="pointer">Where the value stands in the request, as in <c>/config</c>.</param>
    public async Task<Judgement> JudgeAsync(
        WorkspaceId workspace, ConfigSchema schema, JsonObject value, string pointer, CancellationToken cancellationToken) =>
        (await JudgeAllAsync(workspace, [(schema, value)], pointer, cancellationToken))[0];

    /// <summary>Judges many at once, asking for all their credentials in one go.</summary>
    public async Task<IReadOnlyList<Judgement>> JudgeAllAsync(
        WorkspaceId workspace, IReadOnlyList<(ConfigSchema Schema, JsonObject Value)> values, string pointer, CancellationToken cancellationToken)
    {
        var named = values.SelectMany(v => CredentialsIn(v.Schema, v.Value)).Select(f => Ref(f.Value)).OfType<CredentialRef>().Distinct().ToList();
        var known = named.Count == 0
            ? new Dictionary<CredentialRef, CredentialSummary>()
            : await credentials.FindAsync(workspace, named, cancellationToken);
        return [.. values.Select(v => Judge(v.Schema, v.Value, pointer, known))];
    }

    private static Judgement Judge(
        ConfigSchema schema, JsonObject value, string pointer, IReadOnlyDictionary<CredentialRef, CredentialSummary> known)
    {
        var errors = schema.Validate(value);
        if (Unstorable.Find(value).Count > 0)
        {
            return new(value, At(pointer, errors), [], Judgement.Misfit);
        }

        var fields = CredentialsIn(schema, value);
        var secrets = RawSecrets.Find(value)
            .Concat(fields.Where(f => !f.Value.StartsWith(CredentialRef.Prefix, StringComparison.Ordinal)).Select(f => f.Pointer))
            .ToHashSet();
        var misplaced = fields.Where(f => !secrets.Contains(f.Pointer)).Select(f => (Field: f, Problem: Problem(f, known))).Where(f => f.Problem is not null).ToList();
        var told = secrets.Concat(misplaced.Select(m => m.Field.Pointer)).ToHashSet();
        var wrong = errors.Where(e => !e.IsMissing && !told.Contains(e.Pointer)).Select(e => new FieldError(e.Pointer, e.Message))
            .Concat(secrets.Select(s => new FieldError(s, RawSecrets.Message)))
            .Concat(misplaced.Select(m => new FieldError(m.Field.Pointer, m.Problem!)));
        return new(
            (JsonObject)JsonNumbers.Tidy(value)!,
            [.. wrong.Select(e => e with { Pointer = pointer + e.Pointer })],
            At(pointer, errors.Where(e => e.IsMissing)),
            secrets.Count > 0 ? Judgement.RawSecret
                : misplaced.Exists(m => Find(m.Field, known) is null) ? Judgement.UnknownCredential
                : Judgement.Misfit);
    }

    /// <summary>What is wrong with a reference, or null.</summary>
    private static string? Problem(CredentialField field, IReadOnlyDictionary<CredentialRef, CredentialSummary> known) => Find(field, known) switch
    {
        null => $"{field.Label}: this connection is not there, or was revoked. Choose another.",
        // Else one provider's secret would be sent to another.
        { Provider: var provider } when provider != field.Provider => $"{field.Label}: this connection is for {provider}. Choose one for {field.Provider}.",
        _ => null,
    };

    private static CredentialSummary? Find(CredentialField field, IReadOnlyDictionary<CredentialRef, CredentialSummary> known) =>
        Ref(field.Value) is { } id ? known.GetValueOrDefault(id) : null;

    private static CredentialRef? Ref(string text) => StrongId.TryParse<CredentialRef>(text, out var id) ? id : null;

    /// <summary>Those that are filled in; an empty one is the schema's to judge.</summary>
    private static List<CredentialField> CredentialsIn(ConfigSchema schema, JsonObject value) =>
        Unstorable.Find(value).Count > 0 ? [] : [.. schema.CredentialsIn(value).Where(f => f.Value.Length > 0)];

    private static IReadOnlyList<FieldError> At(string pointer, IEnumerable<SchemaError> errors) =>
        [.. errors.Select(e => new FieldError(pointer + e.Pointer, e.Message))];
}
