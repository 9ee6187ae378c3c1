using Synter.Domain.Agents.Hiring;
using Synter.Web.Api.Wire;
using Synter.Web.Features.Accounts;

namespace Synter.Web.Api;

/// <summary>What fills the customer's hub.</summary>
public static class CustomerPortalApi
{
    public static void MapCustomerPortalApi(this WebApplication app)
    {
        var portal = app.MapGroup("/api/cp").WithTags("Customer portal");
        portal.MapGet("/my-agents/summary", SummaryAsync).Says("summarizeMyAgents", "Everything the hub of hired agents shows, in one call").Produces<MyAgentsResponse>();
        portal.MapGet("/subscriptions", Subscriptions).Says("listSubscriptions", "List subscriptions").Produces<ListResponse<SubscriptionItem>>();
    }

    private static async Task<IResult> SummaryAsync(IHiringQueries queries, HttpContext context)
    {
        var agents = await queries.SummaryAsync(context.Actor(), context.RequestAborted);
        // Ended ones come last, so the first is one to work with whenever there is one.
        return TypedResults.Ok(new MyAgentsResponse(agents.Count == 0 ? null : agents[0].Id, [.. agents.Select(MyAgentItem.From)]));
    }

    // Nothing is sold yet.
    private static IResult Subscriptions(int? limit, string? cursor) => ShortList.Page<SubscriptionItem, SubscriptionItem>([], limit, cursor, s => s);
}
