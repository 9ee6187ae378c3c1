using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Accounts.Factors;
using Synter.Infrastructure.Accounts.Tokens;
using Synter.Web.Api.Wire;
using Synter.Web.Features.Accounts;

namespace Synter.Web.Api;

/// <summary>Finishing a sign-in with a code, and one's own second factor.</summary>
public static class SecondFactorApi
{
    public static void MapSecondFactorApi(this WebApplication app)
    {
        app.MapPost("/auth/second-factor", CompleteAsync).Says("completeSignIn", "Finish a sign-in with the code that its challenge asks for").WithTags("Sign-in")
            .AllowAnonymous().Produces<LoginResponse>().ProducesProblem(401).ProducesProblem(429);

        var own = app.MapGroup("/auth/second-factor").WithTags("Second factor").Needs(Permission.FinishSignIn);
        own.MapGet("", ReadAsync).Says("getSecondFactor", "My second factor as it stands").Produces<SecondFactorResponse>().ProducesProblem(403);
        own.MapPost("/setup", OfferAsync).Says("offerSecondFactor", "A secret for my authenticator app; it counts once it is confirmed").Produces<OfferedSecretResponse>().ProducesProblem(403).ProducesProblem(409);
        own.MapPost("/confirm", ConfirmAsync).Says("confirmSecondFactor", "Turn my second factor on with a code of the app; answers the recovery codes, this once")
            .Produces<RecoveryCodesResponse>().ProducesProblem(403).ProducesProblem(409).ProducesProblem(429);
        own.MapPost("/recovery-codes", RenewAsync).Says("renewRecoveryCodes", "New recovery codes, this once; those before end").Produces<RecoveryCodesResponse>().ProducesProblem(403).ProducesProblem(409).ProducesProblem(429);
        own.MapPost("/off", TurnOffAsync).Says("turnOffSecondFactor", "Turn my second factor off").Produces(204).ProducesProblem(403).ProducesProblem(409).ProducesProblem(429);
    }

    private static async Task<IResult> CompleteAsync(CompleteSignInRequest request, CompleteSignIn complete, SessionStore sessions, AccessTokens tokens, HttpContext context)
    {
        var result = await complete.ExecuteAsync(request.Challenge, request.Code, TokenUse.Cookie, context.Caller(Via.Api), context.RequestAborted);
        return result.TryGet(out var entered, out var refusal) ? await context.AnswerAsync(entered, sessions, tokens) : AuthApi.Refused(refusal);
    }

    private static Task<IResult> ReadAsync(SecondFactors factors, HttpContext context) =>
        ActAsync(context, async session => TypedResults.Ok(SecondFactorResponse.From(await factors.ReadAsync(context.Actor(), session, context.RequestAborted))));

    private static Task<IResult> OfferAsync(SecondFactors factors, HttpContext context) =>
        ActAsync(context, async _ => (await factors.OfferAsync(context.Actor(), context.RequestAborted)).ToHttp(offer => TypedResults.Ok(new OfferedSecretResponse(offer.Secret, offer.Address))));

    private static Task<IResult> ConfirmAsync(ConfirmSecondFactorRequest request, SecondFactors factors, HttpContext context) =>
        ActAsync(context, async session => (await factors.ConfirmAsync(context.Actor(), session, request.Code, request.Proof, context.Caller(Via.Api), context.RequestAborted)).ToHttp(Once));

    private static Task<IResult> RenewAsync(ProofRequest request, SecondFactors factors, HttpContext context) =>
        ActAsync(context, async session => (await factors.RenewCodesAsync(context.Actor(), session, request.Proof, context.Caller(Via.Api), context.RequestAborted)).ToHttp(Once));

    private static Task<IResult> TurnOffAsync(ProofRequest request, SecondFactors factors, HttpContext context) =>
        ActAsync(context, async session => (await factors.TurnOffAsync(context.Actor(), session, request.Proof, context.Caller(Via.Api), context.RequestAborted)).ToHttp());

    private static IResult Once(NewRecoveryCodes made) => TypedResults.Ok(new RecoveryCodesResponse(made.Codes));

    private static async Task<IResult> ActAsync(HttpContext context, Func<SessionId, Task<IResult>> act)
    {
        context.Response.Headers.CacheControl = "no-store";
        return context.User.SessionId() is { } session
            ? await act(session)
            : Problems.From(Errors.SessionRequired);
    }
}
