using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Synter.Domain.Agents.Runs;
using Synter.Infrastructure.Agents.Runs;
using Synter.Infrastructure.Agents.Schedules;
using Synter.Infrastructure.Database;

namespace Synter.Tests.Support.Runs;

/// <summary>
/// A run engine as one process would have it, on a database that others may share: two of them are two nodes.
/// </summary>
internal sealed class EngineNode : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private bool _isRunning;

    private EngineNode(ServiceProvider services) => _services = services;

    public IRunStore Store => Get<IRunStore>();

    public IRunFeed Feed => Get<IRunFeed>();

    public static EngineNode Create(SynterDatabase database, EngineWorld world, Action<RunEngineOptions>? configure = null, TimeProvider? clock = null)
    {
        var services = new ServiceCollection()
            .AddLogging(logs => logs.SetMinimumLevel(Microsoft.Extensions.Logging.LogLevel.Warning))
            .AddSingleton<Microsoft.Extensions.Configuration.IConfiguration>(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build())
            .AddSingleton(clock ?? TimeProvider.System)
            .AddSingleton(database)
            .AddSingleton(new TestTrust(database, clock).Audit)
            .AddSingleton<IRunSubjects>(world)
            .AddSingleton<IRunOutputs>(world)
            .AddRunEngine()
            .AddSingleton<FireDueGoals>()
            .Configure<RunEngineOptions>(options => configure?.Invoke(options));
        foreach (var skill in world.Skills)
        {
            services.AddSingleton<IAgentSkill>(skill);
        }

        foreach (var admission in world.Admissions)
        {
            services.AddSingleton(admission);
        }

        foreach (var settlement in world.Settlements)
        {
            services.AddSingleton(settlement);
        }

        return new EngineNode(services.BuildServiceProvider());
    }

    /// <summary>A node whose workers and listener run.</summary>
    public static async Task<EngineNode> StartAsync(
        SynterDatabase database, EngineWorld world, Action<RunEngineOptions>? configure = null, TimeProvider? clock = null)
    {
        var node = Create(database, world, configure, clock);
        foreach (var service in node._services.GetServices<IHostedService>())
        {
            await service.StartAsync(default);
        }

        node._isRunning = true;
        return node;
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>As a process does that is asked to end.</summary>
    public async Task StopAsync()
    {
        if (!_isRunning)
        {
            return;
        }

        _isRunning = false;
        foreach (var service in _services.GetServices<IHostedService>().Reverse())
        {
            await service.StopAsync(default);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _services.DisposeAsync();
    }
}
