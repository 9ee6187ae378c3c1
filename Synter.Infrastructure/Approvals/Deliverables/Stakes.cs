using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Approvals.Deliverables;

/// <summary>What lists show and filter of a content's effects, so that they need not read it.</summary>
internal sealed record Stakes(string[] Kinds, string[] Providers, long[] Micros, string[] Currencies, Risk Risk)
{
    public static Stakes Of(DeliverableContent content)
    {
        var sums = content.Effects
            .Where(e => e.CostBound is not null)
            .GroupBy(e => e.CostBound!.Value.Currency, (currency, effects) => effects.Select(e => e.CostBound!.Value).Aggregate((a, b) => a + b))
            .OrderBy(m => m.Currency, StringComparer.Ordinal)
            .ToList();
        return new Stakes(
            [.. content.Effects.Select(e => e.Kind).Distinct()],
            [.. content.Effects.Select(e => e.Provider).Distinct()],
            [.. sums.Select(m => m.Micros)],
            [.. sums.Select(m => m.Currency)],
            Risks.Of(content.Effects.All(e => EffectKinds.Find(e.Kind) is { IsReversible: true }), sums.Count > 0));
    }
}
