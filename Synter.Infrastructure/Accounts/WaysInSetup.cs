using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Synter.Domain.Accounts;
using Synter.Infrastructure.Accounts.Outside;
using Synter.Infrastructure.Settings;

namespace Synter.Infrastructure.Accounts;

internal static class WaysInSetup
{
    /// <summary>Setting a password must not hang on another's service.</summary>
    private static readonly TimeSpan BreachedLimit = TimeSpan.FromSeconds(3);

    public static IServiceCollection AddWaysIn(this IServiceCollection services)
    {
        services.AddHttpClient(nameof(PwnedPasswords), (provider, http) =>
        {
            http.BaseAddress = provider.GetRequiredService<SynterSettings>().BreachedPasswords;
            http.Timeout = BreachedLimit;
            http.DefaultRequestHeaders.UserAgent.ParseAdd("Synter");
        });
        return services
            .AddSingleton<IBreachedPasswords>(provider => provider.GetRequiredService<SynterSettings>().BreachedPasswords is null
                ? new NoBreachedPasswords()
                : new PwnedPasswords(provider.GetRequiredService<IHttpClientFactory>(), provider.GetRequiredService<ILogger<PwnedPasswords>>()))
            .AddSingleton<NewPassword>()
            .AddSingleton<MagicLinks>()
            .AddSingleton<AskThrottle>()
            .AddSingleton<Admission>()
            .AddSingleton<Entry>()
            .AddSingleton<AskForLink>()
            .AddSingleton<RedeemLink>()
            .AddSingleton<SignUp>()
            .AddSingleton<ConfirmSignUp>()
            .AddSingleton<ForgotPassword>()
            .AddSingleton<SetPassword>()
            .AddSingleton<ChangeEmail>()
            .AddSingleton<SetDoor>()
            .AddOutside();
    }
}
