using Synter.Domain.Sandbox;

namespace Synter.Web.Features.Sandbox;

/// <summary>
/// What the page shows. Counts and faults follow what happens; rows stay where they are, and what came since waits behind
/// «2 new».
/// </summary>
/// <param name="Posts">Empty while requests are shown.</param>
/// <param name="Requests">Empty while posts are shown.</param>
/// <param name="Chosen">The post that an effect's link points to.</param>
/// <param name="New">What belongs at the top of this page and is not shown yet.</param>
public sealed record SandboxView(
    SandboxOverview Overview,
    IReadOnlyList<SandboxPost> Posts,
    IReadOnlyList<SandboxRequest> Requests,
    string? NextCursor,
    SandboxPost? Chosen,
    int New = 0)
{
    public int Rows => Posts.Count + Requests.Count;

    /// <param name="countsNew">False on later pages: what is new is not on them.</param>
    public SandboxView Merge(SandboxView fresh, bool countsNew)
    {
        if (Rows == 0 || !countsNew)
        {
            return Rows == 0 ? fresh : this with { Overview = fresh.Overview };
        }

        var posts = Posts.Select(p => (p.Provider, p.Id)).ToHashSet();
        var requests = Requests.Select(r => r.Seq).ToHashSet();
        return this with
        {
            Overview = fresh.Overview,
            New = fresh.Posts.TakeWhile(p => !posts.Contains((p.Provider, p.Id))).Count() + fresh.Requests.TakeWhile(r => !requests.Contains(r.Seq)).Count(),
        };
    }
}
