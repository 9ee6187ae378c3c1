using System.Text.Json.Nodes;
using Synter.Domain.Agents.Catalog.Schemas;
using Synter.Domain.Kernel;

namespace Synter.Domain.DataGen;

/// <summary>When a job ends before its last record; null for no such limit.</summary>
/// <param name="MaxCost">In the currency of the configured rates.</param>
public sealed record DatasetLimits(Money? MaxCost = null, long? MaxTokens = null, TimeSpan? MaxTime = null)
{
    public static readonly DatasetLimits None = new();
}

/// <summary>What a person asks for, before it is checked.</summary>
/// <param name="Schema">What each record must look like, in the subset of docs/json-schema.md.</param>
/// <param name="UniqueFields">JSON Pointers or names of top-level fields; together they may occur once in the dataset.</param>
/// <param name="MaxCost">In the main unit of the configured currency.</param>
public sealed record DatasetRequest(
    string? Prompt,
    int? Count,
    JsonObject? Schema = null,
    IReadOnlyList<string>? UniqueFields = null,
    decimal? MaxCost = null,
    long? MaxTokens = null,
    int? MaxSeconds = null);

/// <summary>A checked request.</summary>
public sealed record DatasetSpec
{
    public const int LongestPrompt = 8_000;
    public const int MostUniqueFields = 10;
    private const int LongestField = 200;
    private const int MostSeconds = 30 * 24 * 3600;

    private DatasetSpec(string prompt, int count, RecordSchema? schema, IReadOnlyList<string> uniqueFields, DatasetLimits limits)
    {
        Prompt = prompt;
        Count = count;
        Schema = schema;
        UniqueFields = uniqueFields;
        Limits = limits;
    }

    public string Prompt { get; }

    public int Count { get; }

    public RecordSchema? Schema { get; }

    public IReadOnlyList<string> UniqueFields { get; }

    public DatasetLimits Limits { get; }

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

        var limits = CheckLimits(request, terms, errors);
        return errors.Count > 0 ? Refusals.Invalid(errors) : new DatasetSpec(request.Prompt!, request.Count!.Value, schema, unique, limits);
    }

    /// <summary>As it was stored: what was allowed when it was asked for stays so.</summary>
    public static DatasetSpec Stored(string prompt, int count, JsonObject? schema, IReadOnlyList<string> uniqueFields, DatasetLimits limits) =>
        new(prompt, count, schema is null ? null : RecordSchema.Parse(schema).Value, uniqueFields, limits);

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

    private static DatasetLimits CheckLimits(DatasetRequest request, DataGenTerms terms, List<FieldError> errors)
    {
        const decimal mostMoney = 1_000_000_000;
        Money? cost = null;
        if (request.MaxCost is { } amount)
        {
            if (amount is <= 0 or > mostMoney || decimal.Truncate(amount * Money.MicrosPerUnit) != amount * Money.MicrosPerUnit)
            {
                errors.Add(new FieldError("/maxCost", $"Give an amount of {terms.Rates.Currency} above 0, with at most six decimals."));
            }
            else if (terms.Rates.IsFree)
            {
                errors.Add(new FieldError("/maxCost", "No price is configured, so no amount can be kept to. Limit tokens or time."));
            }
            else
            {
                cost = Money.FromDecimal(amount, terms.Rates.Currency);
            }
        }

        if (request.MaxTokens is < 1)
        {
            errors.Add(new FieldError("/maxTokens", "Allow at least one token, or leave it out."));
        }

        if (request.MaxSeconds is < 1 or > MostSeconds)
        {
            errors.Add(new FieldError("/maxSeconds", $"Allow 1 to {MostSeconds} seconds, or leave it out."));
        }

        return new DatasetLimits(cost, request.MaxTokens, request.MaxSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
    }
}
