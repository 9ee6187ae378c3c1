using Synter.Domain.Usage;

namespace Synter.Domain.Approvals.Gate.Hooks;

/// <summary>What a request would use, and whether the limits of one source have room for it.</summary>
internal static class UsageCheck
{
    /// <summary>How many changes, and how much money at most. A currency is a claim of its own.</summary>
    public static IEnumerable<UsageClaim> ClaimsOf(GateRequest request, GateEffect effect)
    {
        var subject = effect.Id.ToString();
        yield return new UsageClaim(request.Workspace, request.Agent, UsageKind.Effects, subject);
        if (effect.Content.CostBound is { } cost)
        {
            yield return new UsageClaim(request.Workspace, request.Agent, UsageKind.Spend, subject, cost.Micros, cost.Currency);
        }
    }

    public static async Task<Verdict> JudgeAsync(
        IUsage usage, IUsageLimits limits, GateRequest request, LimitSource source, CancellationToken cancellationToken)
    {
        if (request.Agent is not { } agent)
        {
            return Verdict.Allow;
        }

        var ofSource = (await limits.ForAsync(request.Workspace, agent, cancellationToken)).Where(l => l.Source == source).ToList();
        if (ofSource.Count == 0)
        {
            return Verdict.Allow;
        }

        foreach (var claim in Together(request))
        {
            if (await usage.WouldExceedAsync(claim, ofSource, cancellationToken) is { } reached)
            {
                return Verdict.Deny(UsageErrors.Code(source), UsageErrors.Sentence(reached));
            }
        }

        return Verdict.Allow;
    }

    /// <summary>Effects that go out together are judged together: each alone might still fit.</summary>
    private static IEnumerable<UsageClaim> Together(GateRequest request) => request.Effects
        .SelectMany(e => ClaimsOf(request, e))
        .GroupBy(c => (c.Kind, c.Currency))
        .Select(g => g.First() with { Amount = g.Sum(c => c.Amount), Subject = request.Effects.Count == 1 ? g.First().Subject : request.Deliverable.ToString() });
}
