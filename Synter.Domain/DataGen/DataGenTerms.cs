using Synter.Domain.Kernel;

namespace Synter.Domain.DataGen;

/// <summary>What the operator allows and what it costs.</summary>
/// <param name="Concurrency">Inference calls at once in one job.</param>
/// <param name="JobsPerMinute">Of one person, previews included.</param>
public sealed record DataGenTerms(int MaxRecordsPerJob, int Concurrency, int JobsPerMinute, TokenRates Rates)
{
    public static readonly DataGenTerms Default = new(200, 4, 60, TokenRates.Free);
}

/// <summary>What a million tokens cost, in millionths of the currency's main unit.</summary>
public sealed record TokenRates(long InputMicrosPerMillion, long OutputMicrosPerMillion, string Currency)
{
    public static readonly TokenRates Free = new(0, 0, "USD");

    private const long Million = 1_000_000;

    public bool IsFree => InputMicrosPerMillion == 0 && OutputMicrosPerMillion == 0;

    /// <summary>Rounded up once, over all of them: a limit is never passed unseen.</summary>
    public Money Price(long inputTokens, long outputTokens)
    {
        var exact = ((Int128)inputTokens * InputMicrosPerMillion) + ((Int128)outputTokens * OutputMicrosPerMillion);
        return Money.FromMicros((long)((exact + Million - 1) / Million), Currency);
    }
}
