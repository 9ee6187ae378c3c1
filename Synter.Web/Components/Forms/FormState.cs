using System.Text.Json.Nodes;
using Synter.Domain.Agents.Catalog.Schemas;
using Synter.Domain.Kernel;

namespace Synter.Web.Components.Forms;

/// <summary>
/// A value being edited against its schema: what is saved, what is typed, what differs, what does not fit, and which of that
/// may be said already. An error is shown once its field was left, and all of them once saving was tried.
/// </summary>
public sealed class FormState
{
    private readonly Func<JsonObject, IReadOnlyList<SchemaError>> _validate;
    private readonly HashSet<string> _left = [];
    private readonly Dictionary<string, string> _refused = [];
    private bool _showAll;

    /// <param name="isNew">Nothing was ever saved, so the schema's defaults are filled in.</param>
    /// <param name="validate">What else holds beside the schema; the schema alone when null.</param>
    public FormState(
        ConfigSchema schema, JsonObject saved, bool isNew = false, Func<JsonObject, IReadOnlyList<SchemaError>>? validate = null)
    {
        Schema = schema;
        _validate = validate ?? (value => schema.Validate(value));
        Saved = (JsonObject)saved.DeepClone();
        Current = (JsonObject)saved.DeepClone();
        if (isNew)
        {
            FormValues.FillDefaults(schema.Root, Current);
        }

        Sections = FormSection.Of(schema.Root);
        Errors = _validate(Current);
    }

    /// <summary>Something was typed, left, saved or refused.</summary>
    public event Action? Changed;

    public ConfigSchema Schema { get; }

    public JsonObject Saved { get; private set; }

    public JsonObject Current { get; private set; }

    public IReadOnlyList<FormSection> Sections { get; }

    /// <summary>Everything that does not fit, shown or not, in the order of the form.</summary>
    public IReadOnlyList<SchemaError> Errors { get; private set; }

    public bool IsValid => Errors.Count == 0 && _refused.Count == 0;

    /// <summary>Nothing is wrong, though something may still be missing: good enough for a draft.</summary>
    public bool IsDraftable => Errors.All(e => e.IsMissing) && _refused.Count == 0;

    public bool IsDirty => ChangeCount > 0;

    /// <summary>How many fields differ from what is saved.</summary>
    public int ChangeCount
    {
        get
        {
            var fields = FormFields.Of(Schema.Root, Current).Concat(FormFields.Of(Schema.Root, Saved)).DistinctBy(f => f.Pointer);
            var changed = fields.Count(f => !JsonEquality.AreEqual(Get(f.Pointer), JsonPointer.Find(Saved, f.Pointer)));
            return changed > 0 || JsonEquality.AreEqual(Current, Saved) ? changed : 1;
        }
    }

    public JsonNode? Get(string pointer) => JsonPointer.Find(Current, pointer);

    public string Text(string pointer) => Get(pointer) is { } value ? FormValues.Text(value) : "";

    /// <summary>Null takes the field out.</summary>
    public void Set(string pointer, JsonNode? value)
    {
        FormValues.Write(Current, pointer, value, keep: p => JsonPointer.Find(Saved, p) is not null);
        foreach (var stale in _refused.Keys.Where(p => IsWithin(p, pointer) || IsWithin(pointer, p)).ToList())
        {
            _refused.Remove(stale);
        }

        Revalidate();
    }

    /// <summary>The person went on to another field: this one's errors may be said now.</summary>
    public void Leave(string pointer)
    {
        if (_left.Add(pointer))
        {
            Changed?.Invoke();
        }
    }

    public void ShowAll()
    {
        _showAll = true;
        Changed?.Invoke();
    }

    /// <summary>What to say at a field, or null. A field made of parts speaks for them too.</summary>
    public string? ErrorAt(string pointer) =>
        _refused.GetValueOrDefault(pointer)
        ?? (_showAll || _left.Contains(pointer) ? Errors.FirstOrDefault(e => IsWithin(e.Pointer, pointer))?.Message : null);

    /// <summary>The fields that are not right yet, each once, in the order of the form.</summary>
    public IReadOnlyList<FieldProblem> Problems()
    {
        var fields = FormFields.Of(Schema.Root, Current).ToList();
        var refused = _refused.Select(r => new SchemaError(r.Key, r.Value, IsMissing: false));
        return [.. Errors.Concat(refused).Select(error => Problem(error, fields)).DistinctBy(problem => problem.Pointer)];
    }

    public void Discard()
    {
        Current = (JsonObject)Saved.DeepClone();
        Quieten();
    }

    /// <summary>This has been saved. What was typed while it was on its way has not.</summary>
    public void Accept(JsonObject saved)
    {
        Saved = (JsonObject)saved.DeepClone();
        Quieten();
    }

    /// <summary>The server knew better. Its word stands at a field until the field is changed.</summary>
    public void Refuse(IEnumerable<FieldError> errors)
    {
        foreach (var error in errors)
        {
            _refused[error.Pointer] = error.Message;
        }

        ShowAll();
    }

    private static FieldProblem Problem(SchemaError error, IEnumerable<FormField> fields) =>
        fields.Where(f => IsWithin(error.Pointer, f.Pointer)).MaxBy(f => f.Pointer.Length) is { } hit
            ? new FieldProblem(hit.Pointer, hit.Node.IsCredential ? $"Connect {hit.Node.Label}" : hit.Node.Label, error.Message, error.IsMissing, hit.Section)
            : new FieldProblem(error.Pointer, error.Message, error.Message, error.IsMissing, null);

    private void Quieten()
    {
        _left.Clear();
        _refused.Clear();
        _showAll = false;
        Revalidate();
    }

    private void Revalidate()
    {
        Errors = _validate(Current);
        Changed?.Invoke();
    }

    private static bool IsWithin(string pointer, string field) =>
        pointer == field || (field.Length > 0 && pointer.StartsWith(field + "/", StringComparison.Ordinal));
}

/// <summary>A field that is not right yet.</summary>
/// <param name="Label">What to do about it, as a link says it.</param>
/// <param name="Section">The heading it stands under; null when no field of the form is meant.</param>
public sealed record FieldProblem(string Pointer, string Label, string Message, bool IsMissing, string? Section);
