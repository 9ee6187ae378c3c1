using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Accounts.Tokens;
using Synter.Web.Api.Wire;
using Synter.Web.Features.Accounts;

namespace Synter.Web.Api;

/// <summary>The seam of every way in by the API: the tokens and cookie of a session, or the challenge that asks for a code.</summary>
public static class SignInAnswers
{
    public static async Task<IResult> AnswerAsync(this HttpContext context, Arrival arrival, SessionStore sessions, AccessTokens tokens)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (arrival is not Entered { SignedIn: var signedIn } entered) return Challenge((HalfWay)arrival, context);

        await context.BeginSessionAsync(entered.Token, signedIn, sessions, Via.Api);
        var issued = await context.IssueAsync(signedIn, sessions, tokens);
        return TypedResults.Ok(new LoginResponse(
            UserResponse.From(signedIn), WorkspaceResponse.From(signedIn), issued.AccessToken, issued.TokenType, issued.ExpiresIn, issued.RefreshToken));
    }

    /// <summary>A problem, not a success: a client that knows no second factors must not take it for a session.</summary>
    public static IResult Challenge(HalfWay half, HttpContext context)
    {
        var left = half.ExpiresAt - context.RequestServices.GetRequiredService<TimeProvider>().Now();
        context.Response.Headers.CacheControl = "no-store";
        return Problems.Of(
            StatusCodes.Status401Unauthorized, "second_factor_needed", "Send this challenge with a code of your authenticator, or a recovery code.",
            challenge: new SignInChallenge(half.Challenge, (int)Math.Ceiling(left.TotalSeconds)));
    }
}
