using Microsoft.Extensions.DependencyInjection;
using Synter.Infrastructure.Sandbox;
using Synter.Infrastructure.Settings;

namespace Synter.Infrastructure.Accounts.Outside;

internal static class OutsideSetup
{
    /// <summary>A person waits.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public static IServiceCollection AddOutside(this IServiceCollection services)
    {
        // No redirects: what a provider publishes stands where it said, or nowhere.
        services.AddHttpClient(nameof(OutsideDocuments), http => http.Timeout = Limit)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
        return services
            .AddSingleton(provider => new OutsideProviders(All(provider.GetRequiredService<SynterSettings>())))
            .AddSingleton<OutsideDocuments>()
            .AddSingleton<OutsideLinks>()
            .AddSingleton<SignInFromOutside>()
            .AddSingleton<ConnectOutside>()
            .AddSingleton<LinkedAccounts>();
    }

    /// <summary>Where nobody configured Google, the sandbox may play it.</summary>
    private static List<OutsideProvider> All(SynterSettings settings)
    {
        var all = settings.OutsideProviders.ToList();
        if (settings.HasPracticeSignIn && !all.Exists(provider => provider.Key == OutsideProvider.Google)) all.Insert(0, SimulatedIdentity.Provider);
        return all;
    }
}
