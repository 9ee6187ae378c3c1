using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Accounts.Tokens;
using Synter.Web.Api.Wire;
using Synter.Web.Features.Accounts;

namespace Synter.Web.Api;

/// <summary>Seed 2's names for signing in. The session and its cookie are Synter's own (docs/adr/0010).</summary>
public static class TaskAuthApi
{
    public static void MapTaskAuthApi(this WebApplication app)
    {
        var auth = app.MapGroup("/api/auth").WithTags("DataGen");
        auth.MapPost("/login", LoginAsync).Says("signInForTasks", "Sign in, answered as the task API has it").AllowAnonymous().Produces<TaskLoginResponse>().ProducesProblem(401).ProducesProblem(422).ProducesProblem(429);
        auth.MapPost("/logout", async (SessionStore sessions, HttpContext context) =>
        {
            await context.EndSessionAsync(sessions, Via.Api);
            return TypedResults.NoContent();
        }).Says("signOutFromTasks", "End this session").Needs(Permission.FinishSignIn);
        auth.MapGet("/me", (HttpContext context) => TypedResults.Ok(Of(context.Features.Get<SignedIn>()!))).Says("whoAmIForTasks", "Who is signed in, as the task API has it").Needs(Permission.FinishSignIn);
    }

    private static async Task<IResult> LoginAsync(TaskLoginRequest request, SignIn signIn, SessionStore sessions, AccessTokens tokens, HttpContext context)
    {
        if ((request.Username ?? request.Email) is not { Length: > 0 } name)
        {
            return Problems.From(Refusals.Invalid(new FieldError("/username", "Give a user name: it is an e-mail address.")));
        }

        var result = await signIn.ExecuteAsync(name, request.Password, context.Caller(Via.Api), context.RequestAborted);
        if (!result.TryGet(out var arrival, out var refusal))
        {
            return AuthApi.Refused(refusal);
        }

        if (arrival is not Entered started)
        {
            return SignInAnswers.Challenge((HalfWay)arrival, context);
        }

        await context.BeginSessionAsync(started.Token, started.SignedIn, sessions, Via.Api);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new TaskLoginResponse(started.SignedIn.Email, started.SignedIn.Role, await tokens.IssueAsync(started.SignedIn, context.RequestAborted), "Bearer"));
    }

    private static TaskUserResponse Of(SignedIn signedIn) => new(signedIn.Email, signedIn.Role);
}
