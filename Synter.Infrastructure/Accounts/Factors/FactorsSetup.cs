using Microsoft.Extensions.DependencyInjection;

namespace Synter.Infrastructure.Accounts.Factors;

internal static class FactorsSetup
{
    public static IServiceCollection AddFactors(this IServiceCollection services) => services
        .AddSingleton<FactorCheck>()
        .AddSingleton<PendingSignIns>()
        .AddSingleton<CompleteSignIn>()
        .AddSingleton<ProveAgain>()
        .AddSingleton<SecondFactors>()
        .AddSingleton<ResetSecondFactor>()
        .AddSingleton<WaysInQueries>();
}
