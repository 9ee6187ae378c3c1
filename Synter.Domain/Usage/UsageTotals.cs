namespace Synter.Domain.Usage;

/// <summary>Sums by kind; what was never used is zero.</summary>
public sealed record UsageTotals(long Runs, long Drafts, long Tokens, long Effects)
{
    public static readonly UsageTotals None = new(0, 0, 0, 0);
}
