using Microsoft.Extensions.DependencyInjection;

namespace Synter.Infrastructure.DataGen.Mirror;

public static class MirrorSetup
{
    /// <summary>Only where <c>DATAGEN_STORE=cstore</c>.</summary>
    public static IServiceCollection AddDatasetMirror(this IServiceCollection services) => services
        .AddSingleton<MirrorOutbox>()
        .AddSingleton<MirrorSource>()
        .AddSingleton<MirrorDatasets>()
        .AddHostedService<MirrorWorker>()
        .AddHealthChecks().AddCheck<MirrorHealth>(MirrorHealth.Name).Services;
}
