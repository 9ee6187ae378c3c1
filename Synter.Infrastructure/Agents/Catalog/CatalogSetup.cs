using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Agents.Catalog;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Agents.Catalog;

public static class CatalogSetup
{
    public static IServiceCollection AddCatalog(this IServiceCollection services) => services
        .AddSingleton<IAgentCatalog, AgentCatalog>()
        .AddSingleton<ISeed>(provider => new CatalogSeed(provider.GetRequiredService<SynterDatabase>(), provider.GetRequiredService<TimeProvider>()));
}
