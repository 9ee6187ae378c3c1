using System.Text.Json;
using System.Text.Json.Nodes;
using Synter.Domain.DataGen;
using Synter.Domain.Kernel;

namespace Synter.Web.Features.DataGen;

/// <summary>What is typed into the form, and what is wrong with it.</summary>
public sealed class DatasetDraft
{
    private IReadOnlyList<FieldError> _errors = [];

    public string Prompt { get; set; } = "";

    public int? Count { get; set; } = 20;

    /// <summary>A JSON Schema, or nothing.</summary>
    public string Schema { get; set; } = "";

    /// <summary>Names with commas between.</summary>
    public string UniqueFields { get; set; } = "";

    public decimal? MaxCost { get; set; }

    public long? MaxTokens { get; set; }

    public int? MaxMinutes { get; set; }

    /// <summary>Calls at once; as many as the operator allows while it is empty.</summary>
    public int? Concurrency { get; set; }

    /// <summary>Errors of the options: a fold that hides one is to be opened.</summary>
    public bool HasFoldedErrors => _errors.Any(e => !e.Pointer.StartsWith("/prompt", StringComparison.Ordinal) && !e.Pointer.StartsWith("/count", StringComparison.Ordinal));

    /// <summary>The id of the first field to mend, in the order of the form.</summary>
    public string? FirstBad => s_fields.FirstOrDefault(known => ErrorAt(known.Pointer) is not null).Id;

    private static readonly (string Pointer, string Id)[] s_fields =
    [
        ("/prompt", "dataset-prompt"), ("/count", "dataset-count"), ("/schema", "dataset-schema"), ("/uniqueFields", "dataset-unique"),
        ("/maxCost", "dataset-cost"), ("/maxTokens", "dataset-tokens"), ("/maxSeconds", "dataset-minutes"), ("/concurrency", "dataset-concurrency"),
    ];

    /// <summary>Null when the schema is no JSON object; the error stands at its field then.</summary>
    public DatasetRequest? ToRequest()
    {
        _errors = [];
        if (!TryReadSchema(out var schema))
        {
            return null;
        }

        var unique = UniqueFields.Split([',', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new DatasetRequest(
            Prompt, Count, schema, unique.Length == 0 ? null : unique, MaxCost, MaxTokens, MaxMinutes is { } minutes ? (int)Math.Clamp(minutes * 60L, int.MinValue, int.MaxValue) : null,
            Concurrency);
    }

    public void Refuse(Refusal refusal) => _errors = refusal.Errors;

    /// <summary>What to say at a field. Of a schema, where in it is said too.</summary>
    public string? ErrorAt(string pointer) => _errors.FirstOrDefault(e => e.Pointer == pointer || e.Pointer.StartsWith(pointer + "/", StringComparison.Ordinal)) switch
    {
        null => null,
        var error when error.Pointer == pointer => error.Message,
        var error => $"{error.Pointer[pointer.Length..]}: {error.Message}",
    };

    private bool TryReadSchema(out JsonObject? schema)
    {
        schema = null;
        if (string.IsNullOrWhiteSpace(Schema))
        {
            return true;
        }

        try
        {
            schema = JsonNode.Parse(Schema) as JsonObject;
        }
        catch (JsonException e)
        {
            _errors = [new FieldError("/schema", $"This is not JSON: look at line {e.LineNumber + 1}.")];
            return false;
        }

        if (schema is null)
        {
            _errors = [new FieldError("/schema", "A schema is a JSON object: it begins with an opening brace.")];
        }

        return schema is not null;
    }
}
