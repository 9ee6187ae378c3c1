using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Web.Live;

namespace Synter.Web.Features.Agents.Runs;

/// <summary>What the address of the list asks for, in plain words: <c>?status=failed&amp;agent=hag_…</c>.</summary>
public static class RunFilters
{
    public const string StatusKey = "status";
    public const string AgentKey = "agent";
    public const string GoalKey = "goal";

    public static readonly string[] Keys = [StatusKey, AgentKey, GoalKey];

    /// <summary>The tabs, in order. «Failed» is every bad end: which one it was, each row says.</summary>
    public static IReadOnlyList<(string Key, string Name, IReadOnlyList<RunStatus> Statuses)> Tabs { get; } =
    [
        ("running", "Running", [RunStatus.Running]),
        ("queued", "Queued", [RunStatus.Queued]),
        ("retrying", "Retrying", [RunStatus.Retrying]),
        ("succeeded", "Succeeded", [RunStatus.Succeeded]),
        ("failed", "Failed", [RunStatus.Failed, RunStatus.FailedAuth, RunStatus.FailedSchema]),
        ("cancelled", "Cancelled", [RunStatus.Cancelled]),
    ];

    /// <summary>What cannot be read as a filter is no filter: an old link still opens the list.</summary>
    public static RunFilter Read(UrlState url)
    {
        var agent = StrongId.TryParse<HiredAgentId>(url[AgentKey], out var id) ? id : (HiredAgentId?)null;
        var goal = StrongId.TryParse<GoalId>(url[GoalKey], out var goalId) ? goalId : (GoalId?)null;
        return new RunFilter(Agent: agent, Goal: goal, Statuses: Tabs.FirstOrDefault(tab => tab.Key == url[StatusKey]).Statuses);
    }
}
