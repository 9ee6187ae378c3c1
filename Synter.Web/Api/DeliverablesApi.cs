using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Synter.Domain.Accounts;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;
using Synter.Web.Api.Wire;
using Synter.Web.Features.Accounts;

namespace Synter.Web.Api;

/// <summary>What runs propose: read, decided on, executed.</summary>
public static class DeliverablesApi
{
    private static readonly Refusal NoSuchDeliverable = Refusals.NotFound("deliverable");

    public static void MapDeliverablesApi(this WebApplication app)
    {
        app.MapGet("/api/v1/hired-agents/{id}/deliverables", ListOfAgentAsync).Says("listDeliverablesOfAgent", "List what one hired agent proposed").WithTags("Deliverables")
            .Produces<ListResponse<DeliverableResponse>>().ProducesProblem(404).ProducesProblem(422);
        var deliverables = app.MapGroup("/api/v1/deliverables").WithTags("Deliverables");
        deliverables.MapGet("", ListAsync).Says("listDeliverables", "List what was proposed, the newest first").Produces<ListResponse<DeliverableResponse>>().ProducesProblem(422);
        deliverables.MapGet("/{id}", FindAsync).Says("getDeliverable", "Read one deliverable with its effects and approval").Produces<DeliverableResponse>().ProducesProblem(404);
        deliverables.MapGet("/{id}/content", ContentAsync).Says("getDeliverableContent", "The exact bytes that content_hash is taken of").Produces(200, contentType: "application/json").ProducesProblem(404);
        deliverables.MapPost("/{id}/review", ReviewAsync).Needs(Permission.ReviewProposals).Says("reviewDeliverable", "Approve, reject, edit, acknowledge or withdraw what was seen").WithIdempotency()
            .Produces<ReviewResponse>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        deliverables.MapPost("/{id}/execute", ExecuteAsync).Needs(Permission.ReviewProposals).Says("executeDeliverable", "Send what was approved, or retry what failed").WithIdempotency()
            .Produces<ExecuteResponse>(202).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> ListOfAgentAsync(
        string id, string? state, int? limit, string? cursor, IReviewQueries queries, IHiringQueries hiring, HttpContext context) =>
        StrongId.TryParse<HiredAgentId>(id, out var agent) && await hiring.FindAsync(context.Actor(), agent, context.RequestAborted) is not null
            ? await PageAsync(new DeliverableFilter(Agent: agent), state, limit, cursor, queries, context)
            : Problems.From(HiringErrors.NoSuchAgent);

    private static Task<IResult> ListAsync(string? state, string? kind, string? provider, int? limit, string? cursor, IReviewQueries queries, HttpContext context) =>
        PageAsync(new DeliverableFilter(EffectKind: kind, Provider: provider), state, limit, cursor, queries, context);

    private static async Task<IResult> PageAsync(
        DeliverableFilter filter, string? state, int? limit, string? cursor, IReviewQueries queries, HttpContext context)
    {
        if (!PageRequest.Create(limit, cursor).TryGet(out var page, out var refusal))
        {
            return Problems.From(refusal);
        }

        if (!States(state).TryGet(out var states, out refusal))
        {
            return Problems.From(refusal);
        }

        var found = await queries.ListWholeAsync(
            context.Actor().Workspace, filter with { States = states }, DeliverableOrder.NewestFirst, page, context.RequestAborted);
        return TypedResults.Ok(found.ToWire(DeliverableResponse.From));
    }

    /// <summary>One state or several, separated by commas.</summary>
    private static Result<IReadOnlyList<DeliverableState>> States(string? text)
    {
        var named = (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var known = Enum.GetValues<DeliverableState>().ToDictionary(EnumNames.Write);
        return Array.Find(named, n => !known.ContainsKey(n)) is { } unknown
            ? Refusals.Invalid(new FieldError("/state", $"«{unknown}» is no state. Use one of {string.Join(", ", known.Keys)}."))
            : named.Select(n => known[n]).ToList();
    }

    private static async Task<IResult> FindAsync(string id, IReviewQueries queries, HttpContext context) =>
        StrongId.TryParse<DeliverableId>(id, out var deliverable)
        && await queries.FindAsync(context.Actor().Workspace, deliverable, context.RequestAborted) is { } found
            ? TypedResults.Ok(DeliverableResponse.From(found))
            : Problems.From(NoSuchDeliverable);

    /// <summary>The very bytes that were hashed, so that anyone can hash them again.</summary>
    private static async Task<IResult> ContentAsync(string id, int? revision, IReviewQueries queries, HttpContext context) =>
        StrongId.TryParse<DeliverableId>(id, out var deliverable)
        && await queries.ContentAsync(context.Actor().Workspace, deliverable, revision, context.RequestAborted) is { } bytes
            ? TypedResults.Bytes(bytes, "application/json", entityTag: new EntityTagHeaderValue($"\"{ContentHash.Of(bytes)}\""))
            : Problems.From(NoSuchDeliverable);

    private static async Task<IResult> ReviewAsync(string id, ReviewRequest request, DecideDeliverable decide, TimeProvider clock, HttpContext context)
    {
        if (!StrongId.TryParse<DeliverableId>(id, out var deliverable))
        {
            return Problems.From(NoSuchDeliverable);
        }

        var edit = request.Edit is { } given
            ? new ContentEdit(given.BodyMarkdown, [.. (given.Effects ?? []).Select(e => new EffectEdit(e.EffectId, e.Payload))])
            : null;
        var decision = new DecisionRequest(
            StrongId.New<DecisionId>(clock), deliverable, DecisionOf(request.Decision), request.Revision, request.ContentHash, request.Note, edit);
        return (await decide.ExecuteAsync(context.Actor(), decision, context.RequestAborted)).ToHttp(decided => TypedResults.Ok(ReviewResponse.From(decided)));
    }

    private static async Task<IResult> ExecuteAsync(
        string id, ExecuteDeliverable execute, HttpContext context, [FromBody(EmptyBodyBehavior = Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior.Allow)] ExecuteRequest? request = null) =>
        StrongId.TryParse<DeliverableId>(id, out var deliverable)
            ? (await execute.ExecuteAsync(context.Actor(), deliverable, request?.ApprovalId, request?.IsDry ?? false, context.RequestAborted))
                .ToHttp(execution => TypedResults.Accepted((string?)null, ExecuteResponse.From(execution)))
            : Problems.From(NoSuchDeliverable);

    private static Decision DecisionOf(ReviewDecision decision) => decision switch
    {
        ReviewDecision.Approve => Decision.Approve,
        ReviewDecision.Reject => Decision.Reject,
        ReviewDecision.Edit => Decision.Edit,
        ReviewDecision.Acknowledge => Decision.Acknowledge,
        ReviewDecision.Withdraw => Decision.Withdraw,
        _ => throw new ArgumentOutOfRangeException(nameof(decision)),
    };
}
