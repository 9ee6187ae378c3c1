namespace Synter.Domain.Usage;

/// <summary>Whose use a limit counts.</summary>
public enum UsageOwner
{
    Agent,
    Workspace,
}

/// <summary>Why a limit stands; decides the code of the refusal.</summary>
public enum LimitSource
{
    /// <summary>The agent is on trial: <c>trial_exceeded</c>.</summary>
    Trial,

    /// <summary>A budget: <c>budget_exceeded</c>.</summary>
    Budget,
}

/// <summary>How much of a kind may be used.</summary>
/// <param name="Max">Reaching it is allowed, passing it is not.</param>
/// <param name="Since">Counts only what was used from this instant on; null counts all.</param>
/// <param name="Currency">For <see cref="UsageKind.Spend"/>: only claims in it are counted and judged.</param>
public sealed record UsageLimit(
    LimitSource Source,
    UsageKind Kind,
    long Max,
    UsageOwner Owner = UsageOwner.Agent,
    DateTimeOffset? Since = null,
    string? Currency = null)
{
    public bool Judges(UsageClaim claim) =>
        claim.Kind == Kind && claim.Currency == Currency && (Owner == UsageOwner.Workspace || claim.Agent is not null);

    /// <summary>Null when the claim fits beside what is used already.</summary>
    public LimitReached? Judge(UsageClaim claim, long used) =>
        used + claim.Amount > Max ? new LimitReached(this, used, claim.Amount) : null;
}

/// <summary>A limit that had no room.</summary>
/// <param name="Used">What stands against it without the refused claim.</param>
public sealed record LimitReached(UsageLimit Limit, long Used, long Asked);
