using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Synter.Infrastructure.Settings;

namespace Synter.Infrastructure.Accounts.Factors;

internal static class FactorsSetup
{
    public static IServiceCollection AddFactors(this IServiceCollection services)
    {
        services.TryAddScoped<IPasskeyHandler<User>, PasskeyHandler<User>>();
        services.AddOptions<IdentityPasskeyOptions>().Configure<SynterSettings>((passkeys, settings) =>
        {
            // Null: the name under which the browser has us.
            passkeys.ServerDomain = settings.PasskeyDomain;
            // What makes a passkey two factors: the device, and a finger or a PIN.
            passkeys.UserVerificationRequirement = "required";
            // Nobody types a name first, so the device must know whose it is.
            passkeys.ResidentKeyRequirement = "required";
        });
        return services
            .AddSingleton<FactorCheck>()
            .AddSingleton<PendingSignIns>()
            .AddSingleton<CompleteSignIn>()
            .AddSingleton<ProveAgain>()
            .AddSingleton<SecondFactors>()
            .AddSingleton<ResetSecondFactor>()
            .AddSingleton<PasskeyCeremonies>()
            .AddSingleton<Passkeys>()
            .AddSingleton<WaysInQueries>();
    }
}
