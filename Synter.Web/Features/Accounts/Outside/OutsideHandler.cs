using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Accounts.Outside;
using Synter.Infrastructure.Mail;
using Synter.Infrastructure.Settings;
using Synter.Web.Api;

namespace Synter.Web.Features.Accounts.Outside;

/// <summary>A provider, as the framework's handler needs it.</summary>
public sealed class OutsideOptions : OAuthOptions
{
    public OutsideProvider Provider { get; set; } = null!;
}

/// <summary>
/// OpenID Connect on the framework's OAuth handler. The framework does the code, the state bound to this browser by a cookie, and
/// PKCE; here it learns a nonce, where the provider is, and to believe an ID token and nothing else.
/// </summary>
/// <remarks>It logs nothing by itself: the framework's lines hold the provider's words.</remarks>
public sealed class OutsideHandler(
    IOptionsMonitor<OutsideOptions> options, UrlEncoder encoder, OutsideDocuments documents, SignInThrottle throttle, PublicAddress address, SynterSettings settings, TimeProvider clock)
    : OAuthHandler<OutsideOptions>(options, NullLoggerFactory.Instance, encoder)
{
    internal const string Identity = "identity";
    internal const string Tokens = "tokens";

    private const string Nonce = "nonce";

    private OutsideProvider Provider => Options.Provider;

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        await FindAsync();
        properties.Items[Nonce] = OpaqueToken.New();
        await base.HandleChallengeAsync(properties);
    }

    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri) =>
        QueryHelpers.AddQueryString(base.BuildChallengeUrl(properties, Callback(redirectUri)), Nonce, properties.Items[Nonce]!);

    protected override async Task<HandleRequestResult> HandleRemoteAuthenticateAsync()
    {
        // RFC 9207: an answer that another provider gave is not taken to this one.
        if (Request.Query["iss"] is { Count: > 0 } issuer && issuer != Provider.IssuerText) return HandleRequestResult.Fail("another provider answered");
        if (await throttle.WaitAsync(Provider.Key, Context.Caller(Via.Page).Address, Context.RequestAborted) is var wait && wait > TimeSpan.Zero)
        {
            await Problems.From(Errors.RateLimited(wait)).ExecuteAsync(Context);
            return HandleRequestResult.Handle();
        }

        await FindAsync();
        return await base.HandleRemoteAuthenticateAsync();
    }

    protected override Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context) =>
        base.ExchangeCodeAsync(new OAuthCodeExchangeContext(context.Properties, context.Code, Callback(context.RedirectUri)));

    protected override async Task<AuthenticationTicket> CreateTicketAsync(ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        var token = IdToken.Parse(tokens.Response!.RootElement.TryGetProperty("id_token", out var text) ? text.GetString() : null);
        var key = await documents.KeyAsync(Provider, token.HeaderText("kid")!, Context.RequestAborted);
        var person = IdToken.Read(token, key, Provider, properties.Items[Nonce] ?? throw new OutsideException("the state holds no nonce"), tokens.AccessToken, clock.Now());
        properties.SetParameter(Identity, await CompleteAsync(person, tokens.AccessToken!));
        properties.SetParameter(Tokens, new OutsideTokens(
            tokens.AccessToken, tokens.RefreshToken, int.TryParse(tokens.ExpiresIn, out var seconds) && seconds > 0 ? clock.Now().AddSeconds(seconds) : null));
        return new AuthenticationTicket(new ClaimsPrincipal(identity), properties, Scheme.Name);
    }

    /// <summary>Some providers say the address in the user's own document only.</summary>
    private async Task<OutsideIdentity> CompleteAsync(OutsideIdentity person, string accessToken)
    {
        if (person.Email is not null || (await documents.EndpointsAsync(Provider, Context.RequestAborted)).UserInfo is not { } at) return person;
        var more = await documents.UserInfoAsync(at, accessToken, Context.RequestAborted);
        return more.Subject == person.Subject ? person.Or(more) : throw new OutsideException("the user's document is another person's");
    }

    /// <summary>Where to ask may have to be looked up first. Every request writes the same, so that none is in another's way.</summary>
    private async Task FindAsync()
    {
        var endpoints = await documents.EndpointsAsync(Provider, Context.RequestAborted);
        (Options.AuthorizationEndpoint, Options.TokenEndpoint) = (endpoints.Authorization.AbsoluteUri, endpoints.Token.AbsoluteUri);
    }

    /// <summary>As people reach us, where that was said: behind a proxy a request knows no better than we do.</summary>
    private string Callback(string asRequested) => settings.PublicUrl is null ? asRequested : address.Link(Options.CallbackPath);
}
