using System.Text.Json.Nodes;
using Synter.Domain.Accounts;
using Synter.Domain.Agents.Runs;
using Synter.Domain.DataGen.Making;
using Synter.Domain.Inference;
using Synter.Domain.Kernel;
using Synter.Domain.Usage;

namespace Synter.Domain.DataGen;

/// <summary>What a dataset would look like and cost.</summary>
/// <param name="Schema">The request's; where it has none, a guess from the records that every one of them fits.</param>
/// <param name="Estimate">Null when no call came through: there is nothing to estimate from.</param>
public sealed record DatasetPreview(IReadOnlyList<MadeRecord> Records, JsonObject? Schema, PriceEstimate? Estimate, string Source, bool IsOffline);

/// <summary>What a dataset will use, from what its preview used. An estimate, and shown as one.</summary>
/// <param name="IsPriced">False while no price is configured: then only the tokens say something.</param>
public sealed record PriceEstimate(int Records, long InputTokens, long OutputTokens, Money Cost, bool IsPriced)
{
    /// <summary>Rounded up: the mean of the calls that came through, times the count.</summary>
    public static PriceEstimate? Of(IReadOnlyCollection<MadeRecord> preview, int count, TokenRates rates)
    {
        var measured = preview.Where(r => r.Tokens > 0).ToList();
        if (measured.Count == 0)
        {
            return null;
        }

        var input = PerRecord(measured.Sum(r => r.InputTokens));
        var output = PerRecord(measured.Sum(r => r.OutputTokens));
        return new PriceEstimate(count, input, output, rates.Price(input, output), !rates.IsFree);

        long PerRecord(long sum) => (long)(((Int128)sum * count + measured.Count - 1) / measured.Count);
    }
}

/// <summary>Makes three records before anything is spent on many, and says what many would cost. Nothing is kept.</summary>
public sealed class PreviewDataset(IChatModel model, DataGenTerms terms, PreviewThrottle throttle, IUsage usage, TimeProvider clock)
{
    public const int Records = 3;

    public async Task<Result<DatasetPreview>> ExecuteAsync(Actor actor, DatasetRequest request, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.MakeDatasets) is { } lacking)
        {
            return lacking;
        }

        if (!DatasetSpec.Create(request, terms).TryGet(out var spec, out var refusal))
        {
            return refusal;
        }

        if (!model.IsAvailable)
        {
            return DataGenErrors.NotConfigured;
        }

        if (throttle.Refuse(actor.User) is { } tooMany)
        {
            return tooMany;
        }

        var maker = new RecordMaker(
            model, spec.Prompt, spec.Schema, new RecordCheck(spec.Schema, new UniqueValues(spec.UniqueFields)), new Unwatched(), clock);
        try
        {
            var salt = (int)(clock.GetUtcNow().UtcTicks & int.MaxValue);
            var records = await Task.WhenAll(Enumerable.Range(0, Math.Min(Records, spec.Count)).Select(i => maker.MakeAsync(i, salt, cancellationToken)));
            // As of a dataset that never was; the agent may not be hired yet.
            await usage.SettleAsync(
                new UsageClaim(actor.Workspace, null, UsageKind.Tokens, StrongId.New<DatasetId>(clock).ToString(), records.Sum(r => r.Tokens)), CancellationToken.None);
            return new DatasetPreview(
                records, spec.Schema?.ToJson() ?? Infer(records), PriceEstimate.Of(records, spec.Count, terms.Rates), model.Label, model.IsOffline);
        }
        catch (ProviderException refused)
        {
            return new Refusal(RefusalKind.Conflict, "inference_refused", refused.Message);
        }
    }

    /// <summary>None when the records are too odd for the schema language to describe.</summary>
    private static JsonObject? Infer(IEnumerable<MadeRecord> records) =>
        SchemaInference.Infer([.. records.Where(r => r.IsGood).Select(r => JsonNode.Parse(r.Record!)!.AsObject())]) is { } schema && RecordSchema.Parse(schema).IsOk
            ? schema
            : null;
}
