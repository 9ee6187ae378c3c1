using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Synter.Domain.Kernel;
using Synter.Domain.Sandbox;
using Synter.Infrastructure.Providers;
using Synter.Infrastructure.Settings;

namespace Synter.Infrastructure.Sandbox;

public static class SandboxSetup
{
    public static IServiceCollection AddSandbox(this IServiceCollection services)
    {
        // What seals the codes of the practice sign-in.
        services.AddDataProtection();
        services
            .AddSingleton(provider => new SandboxSwitch(provider.GetRequiredService<SynterSettings>().HasSandbox))
            .AddSingleton<ISandboxState, SandboxState>()
            .AddSingleton<UseSandbox>()
            .AddSingleton<IRetentionTask, SandboxRetention>()
            .AddSingleton<ISimulatedProvider, SimulatedFacebook>()
            .AddSingleton<ISimulatedProvider, SimulatedX>()
            .AddSingleton<ISimulatedProvider, SimulatedInference>()
            .AddSingleton<ISimulatedProvider, SimulatedIdentity>()
            .AddSingleton<SandboxGateway>()
            .AddSingleton<SandboxServer>()
            .AddSingleton<IProviderStandIn>(provider => provider.GetRequiredService<SandboxServer>())
            .AddHostedService(provider => provider.GetRequiredService<SandboxServer>())
            .AddHealthChecks().Add(new(SandboxServer.Name, provider => provider.GetRequiredService<SandboxServer>(), null, null));
        return services;
    }
}
