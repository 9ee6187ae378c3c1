using System.Text.Json.Nodes;
using Synter.Domain.Agents.Catalog.Schemas;
using Synter.Domain.Kernel;

namespace Synter.Domain.DataGen;

/// <summary>What a person asks for, before it is checked.</summary>
/// <param name="Schema">What each record must look like, in the subset of docs/json-schema.md.</param>
/// <param name="UniqueFields">JSON Pointers or names of top-level fields; together they may occur once in the dataset.</param>
/// <param name="MaxCost">In the main unit of the configured currency.</param>
/// <param name="Concurrency">Calls at once; null for as many as the operator allows.</param>
public sealed record DatasetRequest(
    string? Prompt,
    int? Count,
    JsonObject? Schema = null,
    IReadOnlyList<string>? UniqueFields = null,
    decimal? MaxCost = null,
    long? MaxTokens = null,
    int? MaxSeconds = null,
    int? Concurrency = null);

/// <summary>A checked request.</summary>
public sealed record DatasetSpec
{
    public const int LongestPrompt = 8_000;
    public const int MostUniqueFields = 10;
    private const int LongestField = 200;

    private DatasetSpec(string prompt, int count, RecordSchema? schema, IReadOnlyList<string> uniqueFields, DatasetLimits limits, int? concurrency)
    {
        Prompt = prompt;
        Count = count;
        Schema = schema;
        UniqueFields = uniqueFields;
        Limits = limits;
        Concurrency = concurrency;
    }

    public string Prompt { get; }

    public int Count { get; }

    public RecordSchema? Schema { get; }

    public IReadOnlyList<string> UniqueFields { get; }

    public DatasetLimits Limits { get; }

    /// <summary>Calls at once that a person chose; null for as many as the operator allows.</summary>
    public int? Concurrency { get; }

    /// <summary>Calls at once, by what the operator allows now.</summary>
    public int CallsAtOnce(DataGenTerms terms) => Math.Min(Concurrency ?? terms.Concurrency, terms.Concurrency);

    public static Result<DatasetSpec> Create(DatasetRequest request, DataGenTerms terms)
    {
        var errors = new List<FieldError>();
        CheckPrompt(request.Prompt, errors);
        if (request.Count is not { } count || count < 1 || count > terms.MaxRecordsPerJob)
        {
            errors.Add(new FieldError("/count", $"Ask for 1 to {terms.MaxRecordsPerJob} records, as a whole number."));
        }

        var schema = CheckSchema(request.Schema, errors);
        var unique = request.UniqueFields ?? [];
        if (unique.Count > MostUniqueFields || unique.Any(f => string.IsNullOrWhiteSpace(f) || f.Length > LongestField) || unique.Distinct().Count() != unique.Count)
        {
            errors.Add(new FieldError("/uniqueFields", $"Name at most {MostUniqueFields} different fields."));
        }

        if (request.Concurrency is { } atOnce && (atOnce < 1 || atOnce > terms.Concurrency))
        {
            errors.Add(new FieldError("/concurrency", $"Choose 1 to {terms.Concurrency} calls at once."));
        }

        var limits = DatasetLimits.Create(new LimitsRequest(request.MaxCost, request.MaxTokens, request.MaxSeconds), terms, errors);
        return errors.Count > 0 ? Refusals.Invalid(errors) : new DatasetSpec(request.Prompt!, request.Count!.Value, schema, unique, limits, request.Concurrency);
    }

    /// <summary>As it was stored: what was allowed when it was asked for stays so.</summary>
    public static DatasetSpec Stored(string prompt, int count, JsonObject? schema, IReadOnlyList<string> uniqueFields, DatasetLimits limits, int? concurrency) =>
        new(prompt, count, schema is null ? null : RecordSchema.Parse(schema).Value, uniqueFields, limits, concurrency);

    private static void CheckPrompt(string? prompt, List<FieldError> errors)
    {
        if (string.IsNullOrWhiteSpace(prompt))
        {
            errors.Add(new FieldError("/prompt", "Describe the record you want."));
        }
        else if (prompt.Length > LongestPrompt)
        {
            errors.Add(new FieldError("/prompt", $"Write at most {LongestPrompt} characters; these are {prompt.Length}."));
        }
        else if (Unstorable.Find(JsonValue.Create(prompt)) is { Count: > 0 })
        {
            errors.Add(new FieldError("/prompt", "It holds characters that cannot be stored."));
        }
    }

    private static RecordSchema? CheckSchema(JsonObject? json, List<FieldError> errors)
    {
        if (json is null)
        {
            return null;
        }

        if (RecordSchema.Parse(json).TryGet(out var schema, out var refusal))
        {
            return schema;
        }

        errors.AddRange(refusal.Errors.Select(e => e with { Pointer = "/schema" + e.Pointer }));
        return null;
    }
}
