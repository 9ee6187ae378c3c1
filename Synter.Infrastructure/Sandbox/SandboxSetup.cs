using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Synter.Domain.Sandbox;
using Synter.Domain.Vault;
using Synter.Infrastructure.Providers;

namespace Synter.Infrastructure.Sandbox;

public static class SandboxSetup
{
    /// <param name="isOn">On by default in Development; never in Production unless it is configured.</param>
    public static IServiceCollection AddSandbox(this IServiceCollection services, bool isOn)
    {
        services.AddSingleton(new SandboxSwitch(isOn)).AddSingleton<UseSandbox>().AddSingleton<ISandboxState, SandboxState>();
        if (!isOn)
        {
            return services;
        }

        services
            .AddSingleton<ISimulatedProvider, SimulatedFacebook>()
            .AddSingleton<ISimulatedProvider, SimulatedX>()
            .AddSingleton<SandboxGateway>()
            .AddSingleton<SandboxServer>()
            .AddSingleton<IHostedService>(provider => provider.GetRequiredService<SandboxServer>())
            .Replace(ServiceDescriptor.Singleton<IProviderStandIn>(provider => provider.GetRequiredService<SandboxServer>()))
            .Replace(ServiceDescriptor.Singleton(VaultPolicy.Sandbox))
            .AddHealthChecks().Add(new(SandboxServer.Name, provider => provider.GetRequiredService<SandboxServer>(), null, null));
        return services;
    }
}
