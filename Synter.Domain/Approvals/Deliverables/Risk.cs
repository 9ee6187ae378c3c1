namespace Synter.Domain.Approvals.Deliverables;

/// <summary>How much care a yes asks for (UI.md, Risk).</summary>
public enum Risk
{
    /// <summary>It can be put back, or changes nothing outside.</summary>
    Low,

    /// <summary>It can be put back but spends money meanwhile.</summary>
    Medium,

    /// <summary>It cannot be undone.</summary>
    High,
}

public static class Risks
{
    /// <param name="everyCanBePutBack">Each effect is of a kind that can be put back, by us or by hand.</param>
    public static Risk Of(bool everyCanBePutBack, bool costsMoney) => (everyCanBePutBack, costsMoney) switch
    {
        (false, _) => Risk.High,
        (true, true) => Risk.Medium,
        (true, false) => Risk.Low,
    };
}
