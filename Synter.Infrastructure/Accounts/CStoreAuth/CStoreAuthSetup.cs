using Microsoft.Extensions.DependencyInjection;

namespace Synter.Infrastructure.Accounts.CStoreAuth;

public static class CStoreAuthSetup
{
    /// <summary>Only where <c>R1EN_CSTORE_AUTH_HKEY</c> is set.</summary>
    public static IServiceCollection AddCStoreAuth(this IServiceCollection services, CStoreAuthSettings settings) => services
        .AddSingleton(settings)
        // Made now: a machine without the library shall say so at the start.
        .AddSingleton(new PepperedPasswords(settings.Pepper))
        .AddSingleton<CStoreUsers>()
        .AddSingleton<ISignInByName, SignInByCStore>()
        .AddHostedService<BootstrapAdmin>();
}
