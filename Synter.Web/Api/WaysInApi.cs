using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Accounts.Tokens;
using Synter.Web.Api.Wire;
using Synter.Web.Components.Layout;
using Synter.Web.Features.Accounts;
using Synter.Web.Features.Accounts.Door;

namespace Synter.Web.Api;

/// <summary>Signing up, links to sign in with, and forgotten passwords. No answer tells whether there is an account.</summary>
public static class WaysInApi
{
    public static void MapWaysInApi(this WebApplication app)
    {
        var auth = app.MapGroup("/auth").WithTags("Sign-in").AllowAnonymous();
        auth.MapPost("/signup", SignUpAsync).Says("signUp", "Sign up; a mail confirms the address").Produces<SentResponse>(202).ProducesProblem(422).ProducesProblem(429);
        auth.MapPost("/magic-link", AskAsync).Says("askForLink", "Have a sign-in link mailed").Produces<SentResponse>(202).ProducesProblem(422).ProducesProblem(429);
        auth.MapGet("/magic", OpenAsync).ExcludeFromDescription();
        auth.MapPost("/magic", RedeemAsync).Says("redeemLink", "Sign in with the token of a link").Produces<LoginResponse>().ProducesProblem(401);
        auth.MapPost("/forgot-password", ForgotAsync).Says("forgotPassword", "Have a link mailed that sets a new password").Produces<SentResponse>(202).ProducesProblem(422).ProducesProblem(429);
        auth.MapPost("/reset-password", ResetAsync).Says("resetPassword", "Set a new password with the token of a link; sessions and API tokens end").Produces(204).ProducesProblem(401).ProducesProblem(422);
    }

    private static async Task<IResult> SignUpAsync(SignUpRequest request, SignUp signUp, HttpContext context) => Sent(await signUp.ExecuteAsync(
        new WantedAccount(request.Email, request.Password, request.Name, request.Workspace), AskingBrowser.Mark(context), context.Caller(Via.Api), context.RequestAborted));

    private static async Task<IResult> AskAsync(MagicLinkRequest request, AskForLink ask, HttpContext context) =>
        Sent(await ask.ExecuteAsync(request.Email, request.Workspace, AskingBrowser.Mark(context), context.Caller(Via.Api), context.RequestAborted));

    private static async Task<IResult> ForgotAsync(ForgotPasswordRequest request, ForgotPassword forgot, HttpContext context) =>
        Sent(await forgot.ExecuteAsync(request.Email, context.Caller(Via.Api), context.RequestAborted));

    private static async Task<IResult> ResetAsync(ResetPasswordRequest request, SetPassword passwords, HttpContext context)
    {
        var result = await passwords.ByLinkAsync(request.Token, request.Password, context.Caller(Via.Api), context.RequestAborted);
        return result.Refusal is { Code: "dead_link" } dead ? Unauthenticated(dead) : result.ToHttp();
    }

    /// <summary>The browser that asked is signed in; any other is shown a button, so that what looks into mails uses nothing up.</summary>
    private static async Task<IResult> OpenAsync(string? token, RedeemLink redeem, SessionStore sessions, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (await redeem.PeekAsync(token, AskingBrowser.Read(context.Request), context.RequestAborted) is { IsAskingBrowser: true }
            && (await redeem.ExecuteAsync(token, context.Caller(Via.Page), context.RequestAborted)).TryGet(out var arrival, out _))
            return TypedResults.LocalRedirect(await context.ArriveAsync(arrival, sessions));

        return TypedResults.LocalRedirect(LinkPage.Path + QueryString.Create("token", token ?? "").ToUriComponent());
    }

    private static async Task<IResult> RedeemAsync(RedeemRequest request, RedeemLink redeem, SessionStore sessions, AccessTokens tokens, HttpContext context)
    {
        var result = await redeem.ExecuteAsync(request.Token, context.Caller(Via.Api), context.RequestAborted);
        if (!result.TryGet(out var arrival, out var refusal)) return refusal.Code == "dead_link" ? Unauthenticated(refusal) : Problems.From(refusal);
        return await context.AnswerAsync(arrival, sessions, tokens);
    }

    private static IResult Unauthenticated(Refusal refusal) => Problems.Of(StatusCodes.Status401Unauthorized, refusal.Code, refusal.Message);

    private static IResult Sent(Result<Done> result) => result.ToHttp(_ => TypedResults.Json(SentResponse.Same, statusCode: StatusCodes.Status202Accepted));
}
