using Synter.Domain.Agents.Catalog;

namespace Synter.Web.Features.Agents.Catalog;

/// <summary>The most an agent may change outside, as its card says it.</summary>
public static class ImpactWords
{
    public static (string Icon, string Words) Of(AgentImpact impact) => impact switch
    {
        AgentImpact.NothingOutside => ("eye", "Changes nothing outside"),
        AgentImpact.SendsData => ("up", "Sends data out"),
        AgentImpact.PostsPublicly => ("horn", "Posts publicly"),
        AgentImpact.MovesMoney => ("coin", "Moves money"),
        _ => throw new ArgumentOutOfRangeException(nameof(impact)),
    };

    public static string Of(TrialTerms? trial) => trial is null ? "Included" : $"Trial: {trial.Days} days, {trial.Runs} runs, {trial.Drafts} drafts";
}
