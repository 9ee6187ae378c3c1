using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Synter.Infrastructure.Accounts.Outside;

namespace Synter.Web.Features.Accounts.Outside;

/// <summary>A scheme for each provider that is configured, and the addresses that lead to them.</summary>
public static class OutsideWeb
{
    private static readonly TimeSpan ProviderLimit = TimeSpan.FromSeconds(10);

    public static IServiceCollection AddOutsideWeb(this IServiceCollection services)
    {
        services.AddOptions<AuthenticationOptions>().Configure<OutsideProviders>((authentication, providers) =>
        {
            foreach (var provider in providers.All) authentication.AddScheme<OutsideHandler>(provider.Key, provider.Name);
        });
        services.AddTransient<OutsideHandler>();
        services.AddSingleton<ConnectTickets>();
        services.AddSingleton<IConfigureOptions<OutsideOptions>, ProviderOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<OutsideOptions>, OAuthPostConfigureOptions<OutsideOptions, OutsideHandler>>());
        return services;
    }

    private sealed class ProviderOptions(OutsideProviders providers) : IConfigureNamedOptions<OutsideOptions>
    {
        public void Configure(OutsideOptions options)
        {
            // Only those of a name are used.
        }

        public void Configure(string? name, OutsideOptions options)
        {
            var provider = providers.Find(name!)!;
            options.Provider = provider;
            options.ClientId = provider.ClientId;
            options.ClientSecret = provider.ClientSecret;
            options.CallbackPath = $"/auth/{provider.Key}/callback";
            // Known once the provider's document was read; the framework wants some address before.
            options.AuthorizationEndpoint = options.TokenEndpoint = provider.IssuerText;
            options.UsePkce = true;
            options.Scope.Clear();
            foreach (var scope in provider.Scopes) options.Scope.Add(scope);
            options.SignInScheme = SessionAuthentication.SchemeName;
            options.BackchannelTimeout = ProviderLimit;
            options.BackchannelHttpHandler = new SocketsHttpHandler { AllowAutoRedirect = false };
            // The provider sends the browser back from another site: Lax lets the cookie come along, Strict would not.
            options.CorrelationCookie.Name = "synter-asked-outside.";
            options.CorrelationCookie.SameSite = SameSiteMode.Lax;
            options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.Events = new OAuthEvents { OnTicketReceived = OutsideSignIn.ReceivedAsync, OnRemoteFailure = OutsideSignIn.FailedAsync };
        }
    }
}
