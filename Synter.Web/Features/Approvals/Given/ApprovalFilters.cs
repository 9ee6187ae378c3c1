using Synter.Domain.Agents.Hiring;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Web.Live;

namespace Synter.Web.Features.Approvals.Given;

/// <summary>What the address of the list asks for, in plain words: <c>?status=given&amp;agent=hag_…&amp;by=usr_…</c>.</summary>
public static class ApprovalFilters
{
    public const string StatusKey = "status";
    public const string AgentKey = "agent";
    public const string ByKey = "by";

    public static readonly string[] Keys = [StatusKey, AgentKey, ByKey];

    /// <summary>The tabs, in order.</summary>
    public static IReadOnlyList<(string Key, string Name, ApprovalStatus Status)> Tabs { get; } =
    [
        ("given", "Given", ApprovalStatus.Open),
        ("used", "Used", ApprovalStatus.Spent),
        ("revoked", "Revoked", ApprovalStatus.Void),
        ("lapsed", "Lapsed", ApprovalStatus.Lapsed),
    ];

    /// <summary>What cannot be read as a filter is no filter: an old link still opens the list.</summary>
    public static ApprovalFilter Read(UrlState url) => new(
        Tabs.Where(tab => tab.Key == url[StatusKey]).Select(tab => (ApprovalStatus?)tab.Status).FirstOrDefault(),
        StrongId.TryParse<UserId>(url[ByKey], out var user) ? user : null,
        StrongId.TryParse<HiredAgentId>(url[AgentKey], out var agent) ? agent : null);
}
