using Microsoft.AspNetCore.Http.HttpResults;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Accounts.Factors;
using Synter.Infrastructure.Accounts.Tokens;
using Synter.Web.Api.Wire;
using Synter.Web.Features.Accounts;

namespace Synter.Web.Api;

/// <summary>Signing in with a passkey, and one's own passkeys. What is asked is answered by the browser's <c>navigator.credentials</c>.</summary>
public static class PasskeysApi
{
    public static void MapPasskeysApi(this WebApplication app)
    {
        var door = app.MapGroup("/auth/passkey").WithTags("Sign-in").AllowAnonymous();
        door.MapPost("/options", AskToSignInAsync).Says("askForPasskey", "What to ask the browser for, to sign in with a passkey").Produces<object>();
        door.MapPost("", SignInAsync).Says("signInWithPasskey", "Sign in with the passkey that the browser gave").Produces<LoginResponse>().ProducesProblem(401).ProducesProblem(429);

        var own = app.MapGroup("/auth/passkeys").WithTags("Passkeys").Needs(Permission.KeepOwnAccount);
        own.MapGet("", ListAsync).Says("listPasskeys", "My passkeys").Produces<ListResponse<PasskeyResponse>>();
        own.MapPost("/options", AskToCreateAsync).Says("askForNewPasskey", "What to ask the browser for, to make a passkey").Produces<object>().ProducesProblem(403);
        own.MapPost("", AddAsync).Says("addPasskey", "Add the passkey that the browser made, within ten minutes of signing in").Produces(204).ProducesProblem(403).ProducesProblem(409).ProducesProblem(422);
        own.MapPut("/{id}", (string id, RenamePasskeyRequest request, Passkeys passkeys, HttpContext context) =>
                ActAsync(context, _ => passkeys.RenameAsync(context.Actor(), id, request.Name, context.Caller(Via.Api), context.RequestAborted)))
            .Says("renamePasskey", "Give a passkey another name").Produces(204).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422);
        own.MapDelete("/{id}", (string id, Passkeys passkeys, HttpContext context) =>
                ActAsync(context, session => passkeys.RemoveAsync(context.Actor(), session, id, context.Caller(Via.Api), context.RequestAborted)))
            .Says("removePasskey", "Remove a passkey, within ten minutes of signing in; my other sessions end").Produces(204).ProducesProblem(403).ProducesProblem(404);
    }

    private static async Task<IResult> AskToSignInAsync(PasskeyCeremonies ceremonies, HttpContext context) => Ask(await ceremonies.AskToSignInAsync(context), context);

    private static async Task<IResult> SignInAsync(PasskeySignInRequest request, PasskeyDoor door, SessionStore sessions, AccessTokens tokens, HttpContext context)
    {
        var result = await door.ExecuteAsync(context, request.Credential.GetRawText(), Via.Api);
        return result.TryGet(out var arrival, out var refusal) ? await context.AnswerAsync(arrival, sessions, tokens) : AuthApi.Refused(refusal);
    }

    private static async Task<Ok<ListResponse<PasskeyResponse>>> ListAsync(Passkeys passkeys, HttpContext context)
    {
        var lines = await passkeys.ListAsync(context.Actor(), context.RequestAborted);
        return TypedResults.Ok(new ListResponse<PasskeyResponse>([.. lines.Select(PasskeyResponse.From)], null));
    }

    private static async Task<IResult> AskToCreateAsync(PasskeyCeremonies ceremonies, HttpContext context) =>
        context.User.SessionId() is null ? Problems.From(Errors.SessionRequired) : Ask(await ceremonies.AskToCreateAsync(context.Actor().User, context), context);

    private static Task<IResult> AddAsync(NewPasskeyRequest request, PasskeyCeremonies ceremonies, Passkeys passkeys, HttpContext context) => ActAsync(context, async session => await passkeys.AddAsync(
        context.Actor(), session, await ceremonies.JudgeCreatedAsync(context.Actor().User, PasskeyCookie.Read(context.Request), request.Credential.GetRawText(), context),
        request.Name, context.Caller(Via.Api), context.RequestAborted));

    private static async Task<IResult> ActAsync(HttpContext context, Func<SessionId, Task<Result<Done>>> act) =>
        context.User.SessionId() is { } session ? (await act(session)).ToHttp() : Problems.From(Errors.SessionRequired);

    private static ContentHttpResult Ask(PasskeyQuestion question, HttpContext context)
    {
        PasskeyCookie.Write(context, question);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Content(question.Options, "application/json");
    }
}
