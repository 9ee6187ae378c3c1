using Microsoft.AspNetCore.Authentication;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Accounts.Outside;
using Synter.Web.Api;
using Synter.Web.Components.Layout;

namespace Synter.Web.Features.Accounts.Outside;

/// <summary>The way to a provider, and back from it.</summary>
internal static class OutsideSignIn
{
    private const string Workspace = "workspace";

    /// <summary>Leads to the provider. Nothing is known of anybody yet, so a link may do it; to connect an account takes a ticket of our page.</summary>
    public static async Task<IResult> LeadAsync(
        string key, string? returnUrl, string? workspace, string? connect, OutsideProviders providers, ConnectTickets tickets, SignInThrottle throttle, ILogger<OutsideHandler> log, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (providers.Find(key) is not { } provider || !OutsideButtons.IsOpen(provider, context)) return Problems.From(Refusals.NotFound("way to sign in"));
        if (await throttle.WaitAsync(key, Address(context), context.RequestAborted) is var wait && wait > TimeSpan.Zero) return Problems.From(Errors.RateLimited(wait));

        var properties = new AuthenticationProperties { RedirectUri = LocalPath.Safe(returnUrl) };
        if (connect is not null)
        {
            if (!tickets.Holds(connect, context.User.SessionId(), key)) return Results.LocalRedirect(OutsideConnect.AddressAfter(OutsideProblem.Lapsed));
            OutsideConnect.Ask(properties, context.User.SessionId()!.Value);
        }

        if (workspace is { Length: > 0 and <= 64 }) properties.Items[Workspace] = workspace;
        try
        {
            await context.ChallengeAsync(key, properties);
            return Results.Empty;
        }
        catch (OutsideException failed)
        {
            log.OutsideFailed(provider.Key, failed.Message);
            return Results.LocalRedirect(AddressAfter(OutsideProblem.Provider, properties));
        }
    }

    /// <summary>The provider vouched for somebody.</summary>
    public static async Task ReceivedAsync(TicketReceivedContext received)
    {
        received.HandleResponse();
        var context = received.HttpContext;
        var properties = received.Properties!;
        var services = context.RequestServices;
        var provider = ((OutsideOptions)received.Options).Provider;
        var (identity, tokens) = (properties.GetParameter<OutsideIdentity>(OutsideHandler.Identity)!, properties.GetParameter<OutsideTokens>(OutsideHandler.Tokens)!);
        context.Response.Headers.CacheControl = "no-store";
        if (OutsideConnect.IsAsked(properties))
        {
            context.Response.Redirect(await OutsideConnect.ReceivedAsync(received, provider, identity, tokens));
            return;
        }

        var result = await services.GetRequiredService<SignInFromOutside>().ExecuteAsync(
            provider, identity, tokens, properties.Items.TryGetValue(Workspace, out var slug) ? slug : null, context.Caller(Via.Page), context.RequestAborted);
        if (!result.TryGet(out var arrival, out var refusal))
        {
            context.Response.Redirect(SignInPage.AddressAfter(OutsideProblem.Of(refusal)));
            return;
        }

        context.Response.Redirect(await context.ArriveAsync(arrival, services.GetRequiredService<SessionStore>(), received.ReturnUri));
    }

    /// <summary>It did not, or its word was not taken. Why stands in the log; a stranger learns none of it.</summary>
    public static async Task FailedAsync(RemoteFailureContext failed)
    {
        failed.HandleResponse();
        var context = failed.HttpContext;
        var services = context.RequestServices;
        var options = (OutsideOptions)failed.Options;
        var provider = options.Provider;
        // Where the answer was not believed, the framework no longer knows what was asked; our sealed state does.
        var asked = failed.Properties ?? options.StateDataFormat.Unprotect(context.Request.Query["state"]);
        context.Response.Headers.CacheControl = "no-store";
        if (context.Request.Query["error"] == "access_denied")
        {
            context.Response.Redirect(AddressAfter(OutsideProblem.Cancelled, asked));
            return;
        }

        // The framework's own words hold what the provider answered; ours hold nothing secret.
        services.GetRequiredService<ILogger<OutsideHandler>>().OutsideFailed(provider.Key, failed.Failure is OutsideException ours ? ours.Message : "its answer does not fit what was asked");
        await services.GetRequiredService<SignInThrottle>().FailedAsync(provider.Key, Address(context), context.RequestAborted);
        context.Response.Redirect(AddressAfter(OutsideProblem.Provider, asked));
    }

    /// <summary>Back to where it was begun.</summary>
    private static string AddressAfter(string problem, AuthenticationProperties? properties) =>
        OutsideConnect.IsAsked(properties) ? OutsideConnect.AddressAfter(problem) : SignInPage.AddressAfter(problem);

    private static string Address(HttpContext context) => context.Caller(Via.Page).Address;
}
