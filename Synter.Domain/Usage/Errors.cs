using System.Globalization;
using Synter.Domain.Kernel;

namespace Synter.Domain.Usage;

/// <summary>What a limit says when it has no room. One place, so that a run's refusal and the gate's denial read alike.</summary>
public static class UsageErrors
{
    public static Refusal Refused(LimitReached reached) => new(RefusalKind.Denied, Code(reached.Limit.Source), Sentence(reached));

    public static string Code(LimitSource source) => source switch
    {
        LimitSource.Trial => "trial_exceeded",
        LimitSource.Budget => "budget_exceeded",
        _ => throw new ArgumentOutOfRangeException(nameof(source)),
    };

    public static string Sentence(LimitReached reached) => reached.Limit.Source == LimitSource.Trial
        ? $"The trial of this agent allows {Amount(reached.Limit, reached.Limit.Max)}, and {Used(reached)}. Convert the trial to go on."
        : $"The budget of {Owner(reached.Limit)} allows {Amount(reached.Limit, reached.Limit.Max)}, and {Used(reached)}. Wait, or ask an admin to raise it.";

    private static string Used(LimitReached reached) => reached.Asked > 1 && reached.Used < reached.Limit.Max
        ? $"this asks for {Number(reached.Limit, reached.Asked)} beside the {Number(reached.Limit, reached.Used)} used"
        : $"{Number(reached.Limit, reached.Used)} are used";

    private static string Owner(UsageLimit limit) => limit.Owner == UsageOwner.Agent ? "this agent" : "this workspace";

    private static string Amount(UsageLimit limit, long amount) => limit.Kind == UsageKind.Spend
        ? Number(limit, amount)
        : $"{Number(limit, amount)} {Noun(limit.Kind, amount)}";

    private static string Number(UsageLimit limit, long amount) => limit.Kind == UsageKind.Spend
        ? Money.FromMicros(amount, limit.Currency!).ToString()
        : amount.ToString("N0", CultureInfo.InvariantCulture);

    private static string Noun(UsageKind kind, long amount) => (kind, amount) switch
    {
        (UsageKind.Runs, 1) => "run",
        (UsageKind.Runs, _) => "runs",
        (UsageKind.Drafts, 1) => "draft",
        (UsageKind.Drafts, _) => "drafts",
        (UsageKind.Tokens, _) => "tokens",
        (UsageKind.Effects, 1) => "change",
        (UsageKind.Effects, _) => "changes",
        (UsageKind.Spend, _) => "",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
