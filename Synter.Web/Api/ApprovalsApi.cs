using Synter.Domain.Accounts;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Web.Api.Wire;
using Synter.Web.Features.Accounts;

namespace Synter.Web.Api;

/// <summary>Approvals that were given, and taking them back.</summary>
public static class ApprovalsApi
{
    public static void MapApprovalsApi(this WebApplication app)
    {
        var approvals = app.MapGroup("/api/v1/approvals").WithTags("Approvals");
        approvals.MapGet("", ListAsync).Says("listApprovals", "List approvals, the newest first").Produces<ListResponse<ApprovalListItem>>().ProducesProblem(422);
        approvals.MapPost("/{id}/revoke", RevokeAsync).Needs(Permission.ReviewProposals).Says("revokeApproval", "Take an unused approval back").WithIdempotency().Produces(204).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> ListAsync(int? limit, string? cursor, IGateQueries queries, HttpContext context) =>
        PageRequest.Create(limit, cursor).TryGet(out var page, out var refusal)
            ? TypedResults.Ok((await queries.ApprovalsAsync(context.Actor().Workspace, new ApprovalFilter(), page, context.RequestAborted)).ToWire(ApprovalListItem.From))
            : Problems.From(refusal);

    private static async Task<IResult> RevokeAsync(string id, TakeBackApproval takeBack, TimeProvider clock, HttpContext context) =>
        StrongId.TryParse<ApprovalId>(id, out var approval)
            ? (await takeBack.ExecuteAsync(context.Actor(), approval, Decision.Revoke, StrongId.New<DecisionId>(clock), context.RequestAborted))
                .ToHttp(_ => TypedResults.NoContent())
            : Problems.From(Refusals.NotFound("approval"));
}
