using Microsoft.AspNetCore.Authentication;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Accounts.Outside;

namespace Synter.Web.Features.Accounts.Outside;

/// <summary>
/// Connecting an account elsewhere to whoever is signed in: the same way to the provider and back as signing in, with the session
/// that asked written into the sealed state.
/// </summary>
internal static class OutsideConnect
{
    private const string Session = "connect";
    private const string Done = "connected";
    private const string Problem = "problem";

    /// <summary>Asks the provider, on behalf of the session.</summary>
    public static string AddressFor(string provider, string ticket) => $"/auth/{provider}" + QueryString.Create(Session, ticket).ToUriComponent();

    /// <summary>Marks a way to a provider as one that connects.</summary>
    public static void Ask(AuthenticationProperties properties, SessionId session) => properties.Items[Session] = session.ToString();

    public static bool IsAsked(AuthenticationProperties? properties) => properties?.Items.ContainsKey(Session) == true;

    public static string AddressAfter(string problem) => "/me" + QueryString.Create(Problem, problem).ToUriComponent();

    /// <summary>The provider vouched for somebody. The callback comes before the request is anybody's, so this asks whose it is.</summary>
    /// <returns>Where to lead the browser.</returns>
    public static async Task<string> ReceivedAsync(TicketReceivedContext received, OutsideProvider provider, OutsideIdentity identity, OutsideTokens tokens)
    {
        var context = received.HttpContext;
        var person = (await context.AuthenticateAsync(SessionAuthentication.SchemeName)).Principal;
        if (person?.SessionId() is not { } session || session.ToString() != received.Properties!.Items[Session] || person.OwesSecondFactor()) return AddressAfter(OutsideProblem.Lapsed);

        var result = await context.RequestServices.GetRequiredService<ConnectOutside>()
            .ExecuteAsync(person.ToActor(Via.Page), session, provider, identity, tokens, context.Caller(Via.Page), context.RequestAborted);
        return result.Refusal is { } refusal ? AddressAfter(OutsideProblem.Of(refusal)) : "/me" + QueryString.Create(Done, provider.Key).ToUriComponent();
    }
}
