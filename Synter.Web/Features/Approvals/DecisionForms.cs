using Microsoft.AspNetCore.Http.HttpResults;
using Synter.Domain.Accounts;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Web.Api;
using Synter.Web.Api.Wire;
using Synter.Web.Features.Accounts;

namespace Synter.Web.Features.Approvals;

/// <summary>
/// Decisions as plain form posts (KERNEL 6): they work on a live page, on one whose circuit is dead, and without script. Taking
/// the form is what has its antiforgery token checked. The answer is 303 to a page; a script that asks for JSON gets the
/// decision, or the problem, itself.
/// </summary>
public static class DecisionForms
{
    /// <summary>In the address of the page after: why nothing was decided.</summary>
    public const string Problem = "problem";

    public static void MapDecisionForms(this WebApplication app)
    {
        var forms = app.MapGroup("/review").ExcludeFromDescription().Needs(Permission.ReviewProposals);
        forms.MapPost("/{deliverable}/decide", DecideAsync);
        forms.MapPost("/decide", DecideTogetherAsync);
        forms.MapPost("/{deliverable}/send", SendAsync);
        forms.MapPost("/{deliverable}/assign", AssignAsync);
        forms.MapPost("/approvals/{approval}/undo", (string approval, TakeBackApproval takeBack, IFormCollection form, HttpContext context) =>
            TakeBackAsync(approval, Decision.Undo, takeBack, form, context));
        forms.MapPost("/approvals/{approval}/revoke", (string approval, TakeBackApproval takeBack, IFormCollection form, HttpContext context) =>
            TakeBackAsync(approval, Decision.Revoke, takeBack, form, context));
        forms.MapPost("/effects/{effect}/resolve", ResolveAsync);
    }

    public static string DecideAddress(DeliverableId deliverable) => $"/review/{deliverable}/decide";

    public static string AssignAddress(DeliverableId deliverable) => $"/review/{deliverable}/assign";

    /// <summary>Sends now what waits, or again what failed.</summary>
    public static string SendAddress(DeliverableId deliverable) => $"/review/{deliverable}/send";

    public static string UndoAddress(ApprovalId approval) => $"/review/approvals/{approval}/undo";

    public static string RevokeAddress(ApprovalId approval) => $"/review/approvals/{approval}/revoke";

    public static string ResolveAddress(EffectId effect) => $"/review/effects/{effect}/resolve";

    private static async Task<IResult> DecideAsync(
        string deliverable, DecideDeliverable decide, IReviewQueries queries, KeptForms kept, IFormCollection form, HttpContext context)
    {
        var actor = context.Actor(Via.Page);
        if (!StrongId.TryParse<DeliverableId>(deliverable, out var id)
            || await queries.FindAsync(actor.Workspace, id, context.RequestAborted) is not { } seen)
        {
            return Refused(Refusals.NotFound("deliverable"), form, context, "/review");
        }

        if (!DecisionForm.Read(id, form, seen.Effects).TryGet(out var request, out var unreadable))
        {
            return Refused(unreadable, form, context, $"/review/{id}");
        }

        var decided = await decide.ExecuteAsync(actor, request, context.RequestAborted);
        if (decided.Refusal is not { } refusal)
        {
            kept.Forget(actor.User, id);
        }
        else if (!WantsJson(context))
        {
            kept.Keep(actor.User, id, KeptForm.Of(form, refusal, request.Edit));
        }

        return Answer(decided, ReviewResponse.From, form, context, $"/review/{id}");
    }

    private static async Task<IResult> DecideTogetherAsync(DecideTogether decide, IFormCollection form, HttpContext context)
    {
        if (!DecisionForm.ReadMany(form).TryGet(out var requests, out var refusal))
        {
            return Refused(refusal, form, context, "/review");
        }

        var answers = await decide.ExecuteAsync(context.Actor(Via.Page), requests, context.RequestAborted);
        if (WantsJson(context))
        {
            return TypedResults.Json(requests.Zip(answers, (request, answer) => new RowAnswer(request.Deliverable, answer)).ToList(), ApiJson.Options);
        }

        // Each row tells for itself what became of it; the page after says how many were not taken.
        var refused = answers.Count(a => !a.IsOk);
        return See(ReturnTo(form, "/review"), refused == 0 ? null : answers.First(a => !a.IsOk).Refusal!.Code);
    }

    private static async Task<IResult> SendAsync(
        string deliverable, ExecuteDeliverable execute, IReviewQueries queries, IFormCollection form, HttpContext context)
    {
        var actor = context.Actor(Via.Page);
        if (!StrongId.TryParse<DeliverableId>(deliverable, out var id)
            || await queries.FindAsync(actor.Workspace, id, context.RequestAborted) is not { } seen)
        {
            return Refused(Refusals.NotFound("deliverable"), form, context, "/review");
        }

        // On the approval it stands on, which the page shows: no other could be meant.
        var execution = await execute.ExecuteAsync(actor, id, seen.Approval?.Id.ToString(), dryRun: false, context.RequestAborted);
        return Answer(execution, ExecuteResponse.From, form, context, $"/review/{id}");
    }

    private static async Task<IResult> AssignAsync(string deliverable, AssignDeliverable assign, IFormCollection form, HttpContext context)
    {
        if (!StrongId.TryParse<DeliverableId>(deliverable, out var id))
        {
            return Refused(Refusals.NotFound("deliverable"), form, context, "/review");
        }

        var to = form[DecisionForm.Assignee].ToString();
        var assigned = to is DecisionForm.Me or DecisionForm.Nobody
            ? await assign.ExecuteAsync(context.Actor(Via.Page), id, to == DecisionForm.Me, context.RequestAborted)
            : DecisionForm.Unreadable;
        return Answer(assigned, done => done, form, context, $"/review/{id}");
    }

    private static async Task<IResult> TakeBackAsync(
        string approval, Decision decision, TakeBackApproval takeBack, IFormCollection form, HttpContext context)
    {
        if (!StrongId.TryParse<ApprovalId>(approval, out var id) || !StrongId.TryParse<DecisionId>(form[DecisionForm.DecisionId], out var decisionId))
        {
            return Refused(Refusals.NotFound("approval"), form, context, "/review");
        }

        var decided = await takeBack.ExecuteAsync(context.Actor(Via.Page), id, decision, decisionId, context.RequestAborted);
        return Answer(decided, ReviewResponse.From, form, context, decided.IsOk ? $"/review/{decided.Value.Deliverable}" : "/review");
    }

    private static async Task<IResult> ResolveAsync(string effect, ResolveEffect resolve, IFormCollection form, HttpContext context)
    {
        if (!StrongId.TryParse<EffectId>(effect, out var id))
        {
            return Refused(Refusals.NotFound("change"), form, context, "/review");
        }

        var outcome = form["outcome"].ToString() switch
        {
            "executed" => EffectState.Executed,
            "failed" => EffectState.Failed,
            _ => EffectState.Unknown,
        };
        var resolved = await resolve.ExecuteAsync(context.Actor(Via.Page), id, outcome, form[DecisionForm.Note], context.RequestAborted);
        return Answer(resolved, ResolveResponse.From, form, context, resolved.IsOk ? $"/review/{resolved.Value.Deliverable}" : "/review");
    }

    private static IResult Answer<T, TWire>(Result<T> result, Func<T, TWire> wire, IFormCollection form, HttpContext context, string page) =>
        WantsJson(context)
            ? result.ToHttp(value => TypedResults.Json(wire(value), ApiJson.Options))
            : See(ReturnTo(form, page), result.Refusal?.Code);

    private static IResult Refused(Refusal refusal, IFormCollection form, HttpContext context, string page) =>
        Answer<Done, Done>(refusal, done => done, form, context, page);

    private static bool WantsJson(HttpContext context) =>
        context.Request.GetTypedHeaders().Accept.Any(a => a.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase));

    /// <summary>Only an address of this site: a form must not lead anybody elsewhere.</summary>
    private static string ReturnTo(IFormCollection form, string otherwise) =>
        form[DecisionForm.ReturnTo].ToString() is { Length: > 0 } given && RedirectHttpResult.IsLocalUrl(given) ? given : otherwise;

    /// <summary>303, so that the browser loads the page and a reload decides nothing again.</summary>
    private static SeeOther See(string page, string? problem)
    {
        var address = problem is null ? page : $"{page}{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Problem}={problem}";
        return new SeeOther(address);
    }

    private sealed class SeeOther(string address) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = address;
            return Task.CompletedTask;
        }
    }

    private sealed record RowAnswer(DeliverableId DeliverableId, bool Decided, DeliverableState? State, string? Code, string? Message)
    {
        public RowAnswer(DeliverableId deliverable, Result<Decided> answer) : this(
            deliverable, answer.IsOk, answer.IsOk ? answer.Value.State : null, answer.Refusal?.Code, answer.Refusal?.Message)
        {
        }
    }
}
