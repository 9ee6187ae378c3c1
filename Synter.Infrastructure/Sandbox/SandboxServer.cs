using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Sandbox;
using Synter.Infrastructure.Providers;

namespace Synter.Infrastructure.Sandbox;

/// <summary>
/// A second server in this process, on a loopback port of its own, so that provider clients speak to it over a real socket as
/// they speak to the real providers. Each process has one; what they hold is in the database, so they are one.
/// </summary>
internal sealed class SandboxServer(SandboxSwitch sandbox, SandboxGateway gateway, ILoggerFactory logs) : IHostedLifecycleService, IProviderStandIn, IHealthCheck, IAsyncDisposable
{
    public const string Name = "sandbox";

    private WebApplication? _app;

    /// <summary>Null before it listens.</summary>
    public Uri? Url { get; private set; }

    public Uri? For(string provider) => !sandbox.IsOn ? null
        : Url is { } url ? new Uri(url, $"{provider}/")
        : throw new ProviderException(FailureClass.Transient, "unreachable", "The sandbox is not listening yet. Nothing was sent.");

    /// <summary>Before any other service starts: work that was left over from a crash may want a provider at once.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (!sandbox.IsOn)
        {
            return;
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = Name });
        builder.Services.AddSingleton(logs);
        // The main host alone listens for Ctrl+C and says that it started.
        builder.Services.AddSingleton<IHostLifetime, Quiet>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = ReceivedRequest.LargestBody;
        });
        _app = builder.Build();
        _app.Run(gateway.HandleAsync);
        await _app.StartAsync(cancellationToken);
        Url = new Uri(_app.Urls.Single() + "/");
        logs.CreateLogger<SandboxServer>().Listening(Url);
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        !sandbox.IsOn ? HealthCheckResult.Healthy("Off: the real providers are asked.")
        : Url is { } url ? HealthCheckResult.Healthy("Simulated providers stand in for the real ones.", new Dictionary<string, object> { ["sandbox_url"] = url.AbsoluteUri.TrimEnd('/') })
        : HealthCheckResult.Unhealthy("The sandbox does not listen."));

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>After all others, since they may still be sending.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (_app is not null)
        {
            await _app.StopAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    private sealed class Quiet : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
