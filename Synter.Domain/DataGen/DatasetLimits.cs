using Synter.Domain.Kernel;

namespace Synter.Domain.DataGen;

/// <summary>Limits as a person gives them, before they are checked.</summary>
/// <param name="MaxCost">In the main unit of the configured currency.</param>
public sealed record LimitsRequest(decimal? MaxCost = null, long? MaxTokens = null, int? MaxSeconds = null);

/// <summary>When a job ends before its last record; null for no such limit.</summary>
/// <param name="MaxCost">In the currency of the configured rates.</param>
public sealed record DatasetLimits(Money? MaxCost = null, long? MaxTokens = null, TimeSpan? MaxTime = null)
{
    public static readonly DatasetLimits None = new();

    private const decimal MostMoney = 1_000_000_000;
    private const int MostSeconds = 30 * 24 * 3600;

    /// <param name="errors">Takes what is wrong with the request.</param>
    public static DatasetLimits Create(LimitsRequest request, DataGenTerms terms, List<FieldError> errors)
    {
        if (request.MaxTokens is < 1)
        {
            errors.Add(new FieldError("/maxTokens", "Allow at least one token, or leave it out."));
        }

        if (request.MaxSeconds is < 1 or > MostSeconds)
        {
            errors.Add(new FieldError("/maxSeconds", $"Allow 1 to {MostSeconds} seconds, or leave it out."));
        }

        return new DatasetLimits(Cost(request.MaxCost, terms, errors), request.MaxTokens, request.MaxSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
    }

    /// <summary>These, with those in place of them that are given. A limit that is lower than before would only end the job at once.</summary>
    /// <param name="errors">Takes what is wrong with the raise.</param>
    public DatasetLimits Raise(DatasetLimits to, List<FieldError> errors)
    {
        if (to.MaxCost is { } cost && MaxCost is { } cheapest && (cost.Currency != cheapest.Currency || cost.Micros < cheapest.Micros))
        {
            errors.Add(new FieldError("/maxCost", "It was higher before. Raise it, or leave it out."));
        }

        if (to.MaxTokens < MaxTokens)
        {
            errors.Add(new FieldError("/maxTokens", "It was higher before. Raise it, or leave it out."));
        }

        return new DatasetLimits(to.MaxCost ?? MaxCost, to.MaxTokens ?? MaxTokens, to.MaxTime ?? MaxTime);
    }

    private static Money? Cost(decimal? asked, DataGenTerms terms, List<FieldError> errors)
    {
        if (asked is not { } amount)
        {
            return null;
        }

        if (amount is > 0 and <= MostMoney && decimal.Truncate(amount * Money.MicrosPerUnit) == amount * Money.MicrosPerUnit)
        {
            if (!terms.Rates.IsFree)
            {
                return Money.FromDecimal(amount, terms.Rates.Currency);
            }

            errors.Add(new FieldError("/maxCost", "No price is configured, so no amount can be kept to. Limit tokens or time."));
        }
        else
        {
            errors.Add(new FieldError("/maxCost", $"Give an amount of {terms.Rates.Currency} above 0, with at most six decimals."));
        }

        return null;
    }
}
