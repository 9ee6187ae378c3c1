using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Vault;
using Synter.Infrastructure.Providers.Facebook;
using Synter.Infrastructure.Providers.X;

namespace Synter.Infrastructure.Providers;

public static class SocialProvidersSetup
{
    private const long LargestAnswer = 4 * 1024 * 1024;

    public static IServiceCollection AddSocialProviders(this IServiceCollection services)
    {
        services.AddOptions<FacebookOptions>().BindConfiguration(FacebookOptions.Section).ValidateDataAnnotations()
            .Validate(o => ProviderLocation.IsUsable(o.BaseAddress), "Providers:Facebook:BaseAddress is neither https nor on this machine: leave it out for Facebook’s own.").ValidateOnStart();
        services.AddOptions<XOptions>().BindConfiguration(XOptions.Section).ValidateDataAnnotations()
            .Validate(o => ProviderLocation.IsUsable(o.BaseAddress), "Providers:X:BaseAddress is neither https nor on this machine: leave it out for X’s own.").ValidateOnStart();
        AddClient(services, FacebookClient.Name, provider => provider.GetRequiredService<IOptions<FacebookOptions>>().Value.Timeout);
        AddClient(services, XClient.Name, provider => provider.GetRequiredService<IOptions<XOptions>>().Value.Timeout);
        return services
            .AddSingleton<FacebookClient>()
            .AddSingleton<FacebookReader>()
            .AddSingleton<IEffectWriter, FacebookWriter>()
            .AddSingleton<ICredentialProbe, FacebookProbe>()
            .AddSingleton<XClient>()
            .AddSingleton<XReader>()
            .AddSingleton<IEffectWriter, XWriter>()
            .AddSingleton<ICredentialProbe, XProbe>();
    }

    private static void AddClient(IServiceCollection services, string name, Func<IServiceProvider, TimeSpan> timeout) => services
        .AddHttpClient(name)
        .ConfigureHttpClient((provider, http) =>
        {
            http.Timeout = timeout(provider);
            http.MaxResponseContentBufferSize = LargestAnswer;
        })
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            // A redirect would carry the token to wherever it points.
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            // Our trace ids are for us.
            ActivityHeadersPropagator = null,
        })
        // The pool renews its connections itself, and the clients live as long as the process.
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
}
