using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Accounts.Tokens;
using Synter.Web.Api.Wire;
using Synter.Web.Features.Accounts;

namespace Synter.Web.Api;

/// <summary>Signing in and out for programs and for the browser.</summary>
public static class AuthApi
{
    public static void MapAuthApi(this WebApplication app)
    {
        var auth = app.MapGroup("/auth").WithTags("Sign-in");
        auth.MapPost("/login", LoginAsync).Says("signIn", "Sign in with e-mail and password").AllowAnonymous().Produces<LoginResponse>().ProducesProblem(401).ProducesProblem(429);
        auth.MapPost("/logout", LogoutAsync).Says("signOut", "End this session").Produces(204).Needs(Permission.FinishSignIn);
        auth.MapPost("/rotate", RotateAsync).Says("rotateSession", "A fresh cookie for a browser").Produces<RotateResponse>().ProducesProblem(401).ProducesProblem(409).Needs(Permission.FinishSignIn);
        auth.MapGet("/me", Me).Says("whoAmI", "Who is signed in, and where").Produces<MeResponse>().Needs(Permission.FinishSignIn);
        auth.MapGet("/csrf", Csrf).Says("getCsrfToken", "A token that cookie-authenticated changes carry in X-CSRF-Token").AllowAnonymous().Produces<CsrfResponse>();
    }

    /// <summary>The answer to a sign-in that failed: it never tells whether there is such an account.</summary>
    public static IResult Refused(Refusal refusal) => refusal == Errors.InvalidCredentials || refusal == Errors.WrongCode || refusal == Errors.SignInLapsed || refusal == Errors.NoPasskey
        ? Problems.Of(StatusCodes.Status401Unauthorized, refusal.Code, refusal.Message)
        : Problems.From(refusal);

    private static async Task<IResult> LoginAsync(LoginRequest request, SignIn signIn, SessionStore sessions, AccessTokens tokens, HttpContext context)
    {
        var result = await signIn.ExecuteAsync(request.Email, request.Password, context.Caller(Via.Api), context.RequestAborted);
        return result.TryGet(out var arrival, out var refusal) ? await context.AnswerAsync(arrival, sessions, tokens) : Refused(refusal);
    }

    private static async Task<IResult> LogoutAsync(SessionStore sessions, HttpContext context)
    {
        await context.EndSessionAsync(sessions, Via.Api);
        return TypedResults.NoContent();
    }

    /// <summary>A fresh cookie for a browser that asks. A program renews by its refresh token.</summary>
    private static async Task<IResult> RotateAsync(SessionRotation rotation, TimeProvider clock, HttpContext context)
    {
        if (!context.User.IsByCookie()) return Problems.From(Refusals.WrongState("This renews a browser's cookie. Renew an access token at /auth/refresh."));
        if (await rotation.RotateAsync(SessionCookie.Read(context.Request)!, context.Caller(Via.Api), context.RequestAborted) is not { } rotated)
            return Problems.Of(StatusCodes.Status401Unauthorized, "unauthenticated", "The session has ended. Sign in again.");

        if (rotated.Token is { } token) SessionCookie.Write(context, token, rotated.ExpiresAt);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new RotateResponse((int)(rotated.ExpiresAt - clock.Now()).TotalSeconds));
    }

    private static Ok<MeResponse> Me(HttpContext context)
    {
        var me = context.Features.Get<SignedIn>()!;
        return TypedResults.Ok(new MeResponse(me.User, me.Email, me.Name, me.Role, me.IsStaff, WorkspaceResponse.From(me), me.OwesSecondFactor));
    }

    private static Ok<CsrfResponse> Csrf(IAntiforgery antiforgery, HttpContext context) =>
        TypedResults.Ok(new CsrfResponse(antiforgery.GetAndStoreTokens(context).RequestToken!));
}
