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
        WorkspaceId workspace, ConfigSchema schema, JsonObject value, string pointer, CancellationToken cancellationToken)
    {
        var errors = schema.Validate(value);
        if (Unstorable.Find(value).Count > 0)
        {
            return new(value, At(pointer, errors), [], Judgement.Misfit);
        }

        var refs = schema.CredentialsIn(value).Where(f => f.Value.Length > 0).ToList();
        var secrets = RawSecrets.Find(value)
            .Concat(refs.Where(f => !f.Value.StartsWith(CredentialRef.Prefix, StringComparison.Ordinal)).Select(f => f.Pointer))
            .ToHashSet();
        var unknown = await UnknownAsync(workspace, refs.Where(f => !secrets.Contains(f.Pointer)).ToList(), cancellationToken);
        var told = secrets.Concat(unknown.Select(u => u.Error.Pointer)).ToHashSet();
        var wrong = errors.Where(e => !e.IsMissing && !told.Contains(e.Pointer)).Select(e => new FieldError(e.Pointer, e.Message))
            .Concat(secrets.Select(s => new FieldError(s, RawSecrets.Message)))
            .Concat(unknown.Select(u => u.Error));
        return new(
            (JsonObject)JsonNumbers.Tidy(value)!,
            [.. wrong.Select(e => e with { Pointer = pointer + e.Pointer })],
            At(pointer, errors.Where(e => e.IsMissing)),
            secrets.Count > 0 ? Judgement.RawSecret : unknown.Exists(u => u.IsUnknown) ? Judgement.UnknownCredential : Judgement.Misfit);
    }

    private async Task<List<(FieldError Error, bool IsUnknown)>> UnknownAsync(
        WorkspaceId workspace, List<CredentialField> fields, CancellationToken cancellationToken)
    {
        var wanted = fields.Select(f => StrongId.TryParse<CredentialRef>(f.Value, out var id) ? id : (CredentialRef?)null).ToList();
        var named = wanted.OfType<CredentialRef>().Distinct().ToList();
        var known = named.Count == 0 ? null : await credentials.FindAsync(workspace, named, cancellationToken);
        var errors = new List<(FieldError, bool)>();
        foreach (var (field, id) in fields.Zip(wanted))
        {
            if (id is null || known?.GetValueOrDefault(id.Value) is not { } credential)
            {
                errors.Add((new(field.Pointer, $"{field.Label}: this connection is not there, or was revoked. Choose another."), true));
            }
            else if (credential.Provider != field.Provider)
            {
                // Else one provider's secret would be sent to another.
                errors.Add((new(field.Pointer, $"{field.Label}: this connection is for {credential.Provider}. Choose one for {field.Provider}."), false));
            }
        }

        return errors;
    }

    private static IReadOnlyList<FieldError> At(string pointer, IEnumerable<SchemaError> errors) =>
        [.. errors.Select(e => new FieldError(pointer + e.Pointer, e.Message))];
}
