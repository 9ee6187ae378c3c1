using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Usage;
using Synter.Infrastructure.Agents.Runs;

namespace Synter.Infrastructure.Usage;

public static class UsageSetup
{
    public static IServiceCollection AddUsage(this IServiceCollection services) => services
        .AddSingleton<UsageLedger>()
        .AddSingleton<IUsage, UsageStore>()
        .AddSingleton<IRunAdmission, UsageAdmission>()
        .AddSingleton<IRunSettlement, UsageSettlement>();
}
