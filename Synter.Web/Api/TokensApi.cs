using Microsoft.AspNetCore.Http.HttpResults;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Accounts.Factors;
using Synter.Infrastructure.Accounts.Tokens;
using Synter.Web.Api.Wire;
using Synter.Web.Features.Accounts;

namespace Synter.Web.Api;

/// <summary>Tokens for programs: short ones that are renewed, personal ones that last, and the keys to check ours with.</summary>
public static class TokensApi
{
    public static void MapTokensApi(this WebApplication app)
    {
        var auth = app.MapGroup("/auth").WithTags("Sign-in");
        auth.MapPost("/token", GrantAsync).Says("getToken", "An access token, for e-mail and password, for a challenge and its code, or for the session of a browser's cookie")
            .AllowAnonymous().Produces<TokenResponse>().ProducesProblem(401).ProducesProblem(429);
        auth.MapPost("/refresh", RefreshAsync).Says("refreshToken", "The next access token; the refresh token is good for one use")
            .AllowAnonymous().Produces<TokenResponse>().ProducesProblem(401);
        app.MapGet("/.well-known/jwks.json", KeysAsync).Says("getSigningKeys", "The public keys that check our access tokens").WithTags("Sign-in").AllowAnonymous().Produces<KeysResponse>();

        var personal = app.MapGroup("/auth/tokens").WithTags("Personal API tokens").Needs(Permission.KeepOwnAccount);
        personal.MapGet("", ListAsync).Says("listApiTokens", "My API tokens in this workspace, and those that ended in the last month").Produces<ListResponse<PersonalTokenResponse>>();
        personal.MapPost("", CreateAsync).Says("createApiToken", "Make an API token; it is answered this once")
            .Produces<NewPersonalTokenResponse>(201).ProducesProblem(403).ProducesProblem(409).ProducesProblem(422);
        personal.MapDelete("/{id}", RevokeAsync).Says("revokeApiToken", "Revoke an API token").Produces(204).ProducesProblem(404);
    }

    /// <summary>The tokens that go with a sign-in, in their one form on the wire.</summary>
    public static async Task<TokenResponse> IssueAsync(this HttpContext context, SignedIn signedIn, SessionStore sessions, AccessTokens tokens, string? refreshToken = null) => new(
        await tokens.IssueAsync(signedIn, context.RequestAborted),
        "Bearer",
        (int)AccessTokens.Lifetime.TotalSeconds,
        refreshToken ?? await sessions.AddRefreshTokenAsync(signedIn, context.Caller(Via.Api), context.RequestAborted));

    private static async Task<IResult> GrantAsync(
        TokenRequest? request, SignIn signIn, CompleteSignIn complete, SessionStore sessions, AccessTokens tokens, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (request is { Challenge: { } challenge })
            return (await complete.ExecuteAsync(challenge, request.Code, TokenUse.Refresh, context.Caller(Via.Api), context.RequestAborted)).TryGet(out var entered, out var refused)
                ? TypedResults.Ok(await context.IssueAsync(entered.SignedIn, sessions, tokens, entered.Token))
                : AuthApi.Refused(refused);
        if (request is { Email: { } email, Password: { } password })
        {
            var result = await signIn.ExecuteAsync(email, password, context.Caller(Via.Api), context.RequestAborted, TokenUse.Refresh);
            if (!result.TryGet(out var arrival, out var refusal)) return AuthApi.Refused(refusal);
            return arrival is Entered started
                ? TypedResults.Ok(await context.IssueAsync(started.SignedIn, sessions, tokens, started.Token))
                : SignInAnswers.Challenge((HalfWay)arrival, context);
        }

        return context.User.IsByCookie()
            ? TypedResults.Ok(await context.IssueAsync(context.Features.Get<SignedIn>()!, sessions, tokens))
            : Problems.Of(StatusCodes.Status401Unauthorized, "unauthenticated", "Send e-mail and password, or the cookie of a session.");
    }

    private static async Task<IResult> RefreshAsync(RefreshRequest request, SessionRotation rotation, SessionStore sessions, AccessTokens tokens, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        return await rotation.RefreshAsync(request.RefreshToken, context.Caller(Via.Api), context.RequestAborted) is { } rotated
            ? TypedResults.Ok(await context.IssueAsync(rotated.SignedIn, sessions, tokens, rotated.Token))
            : Problems.Of(StatusCodes.Status401Unauthorized, "unauthenticated", "This refresh token is spent, ended or not ours. Sign in again.");
    }

    private static async Task<Ok<KeysResponse>> KeysAsync(SigningKeys keys, HttpContext context)
    {
        context.Response.Headers.CacheControl = "public, max-age=300";
        return TypedResults.Ok(new KeysResponse(await keys.PublishedAsync(context.RequestAborted)));
    }

    private static async Task<Ok<ListResponse<PersonalTokenResponse>>> ListAsync(PersonalTokens tokens, HttpContext context)
    {
        var lines = await tokens.ListAsync(context.Actor(), context.RequestAborted);
        return TypedResults.Ok(new ListResponse<PersonalTokenResponse>([.. lines.Select(PersonalTokenResponse.From)], null));
    }

    private static async Task<IResult> CreateAsync(NewPersonalTokenRequest request, PersonalTokens tokens, HttpContext context)
    {
        // Else a token that leaked would make others that outlive it.
        if (context.User.SessionId() is not { } session) return Problems.Of(StatusCodes.Status403Forbidden, "forbidden", "An API token makes no others. Sign in as yourself.");

        context.Response.Headers.CacheControl = "no-store";
        return (await tokens.CreateAsync(context.Actor(), session, request.Name, request.Role, request.Days ?? 90, context.RequestAborted))
            .ToHttp(made => TypedResults.Json(NewPersonalTokenResponse.From(made.Token, made.Line), statusCode: StatusCodes.Status201Created));
    }

    private static async Task<IResult> RevokeAsync(string id, PersonalTokens tokens, HttpContext context) =>
        StrongId.TryParse<PersonalTokenId>(id, out var token)
            ? (await tokens.RevokeAsync(context.Actor(), token, context.RequestAborted)).ToHttp()
            : Problems.From(Refusals.NotFound("API token"));
}
