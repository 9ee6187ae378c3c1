using Microsoft.AspNetCore.Http.HttpResults;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Web.Api.Wire;
using Synter.Web.Features.Accounts;

namespace Synter.Web.Api;

/// <summary>Where I am signed in, and leaving there.</summary>
public static class SessionsApi
{
    public static void MapSessionsApi(this WebApplication app)
    {
        var sessions = app.MapGroup("/auth/sessions").WithTags("Sign-in").Needs(Permission.KeepOwnAccount);
        sessions.MapGet("", ListAsync).Says("listSessions", "Where I am signed in").Produces<ListResponse<SessionResponse>>();
        sessions.MapDelete("/{id}", EndAsync).Says("endSession", "Sign out one of my sessions").Produces(204).ProducesProblem(404);
        sessions.MapPost("/end-others", EndOthersAsync).Says("endOtherSessions", "Sign out all my sessions but this one").Produces<EndedSessionsResponse>().ProducesProblem(409);
    }

    private static async Task<Ok<ListResponse<SessionResponse>>> ListAsync(SessionQueries sessions, HttpContext context)
    {
        var mine = context.User.SessionId();
        var lines = await sessions.ListAsync(context.Actor(), context.RequestAborted);
        return TypedResults.Ok(new ListResponse<SessionResponse>([.. lines.Select(line => SessionResponse.From(line, mine))], null));
    }

    private static async Task<IResult> EndAsync(string id, SessionStore sessions, HttpContext context) =>
        StrongId.TryParse<SessionId>(id, out var session) && await sessions.EndAsync(session, context.Actor(), context.RequestAborted)
            ? TypedResults.NoContent()
            : Problems.From(Refusals.NotFound("session"));

    private static async Task<IResult> EndOthersAsync(SessionStore sessions, HttpContext context) =>
        context.User.SessionId() is { } mine
            ? TypedResults.Ok(new EndedSessionsResponse(await sessions.EndOthersAsync(mine, context.Actor(), context.RequestAborted)))
            : Problems.From(Refusals.WrongState("An API token has no session that could stay. Sign in as yourself."));
}
