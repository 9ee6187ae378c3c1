using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Agents.Runs.Feed;
using Synter.Infrastructure.Agents.Runs.Queue;
using Synter.Infrastructure.Agents.Runs.Work;

namespace Synter.Infrastructure.Agents.Runs;

public static class RunEngineSetup
{
    /// <summary>
    /// The queue, the workers and the live feeds. Others bring what a run crosses: <see cref="IRunSubjects"/>, <see cref="IRunOutputs"/>, and
    /// as many <see cref="IAgentSkill"/>, <see cref="IRunAdmission"/> and <see cref="IRunSettlement"/> as there are.
    /// </summary>
    public static IServiceCollection AddRunEngine(this IServiceCollection services)
    {
        services.AddOptions<RunEngineOptions>().BindConfiguration(RunEngineOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton(provider => provider.GetRequiredService<IOptions<RunEngineOptions>>().Value)
            .AddQueue()
            .AddFeed()
            .AddWork()
            .AddSingleton<IRunQueries, RunQueries>()
            .AddSingleton<StartRun>()
            .AddSingleton<CancelRun>();
    }

    private static IServiceCollection AddQueue(this IServiceCollection services) => services
        .AddSingleton<RunNode>()
        .AddSingleton<EngineConnections>()
        .AddSingleton<RunEnqueue>()
        .AddSingleton<RunClaims>()
        .AddSingleton<RunEnds>()
        .AddSingleton<RunReturns>()
        .AddSingleton<RunCancels>()
        .AddSingleton<RunSettlements>()
        .AddSingleton<ReapRuns>()
        .AddSingleton<IRetentionTask, RetainRuns>()
        .AddSingleton<IRunStore, RunStore>();

    private static IServiceCollection AddFeed(this IServiceCollection services) => services
        .AddSingleton<RunFeed>()
        .AddSingleton<IRunFeed>(provider => provider.GetRequiredService<RunFeed>())
        .AddSingleton<WorkspaceFeed>()
        .AddSingleton<IWorkspaceFeed>(provider => provider.GetRequiredService<WorkspaceFeed>())
        .AddSingleton<NodeNotifier>()
        .AddSingleton<PulseReader>()
        .AddSingleton<RunAnnouncements>()
        .AddHostedService<NodeListener>();

    private static IServiceCollection AddWork(this IServiceCollection services) => services
        .AddSingleton<LiveRuns>()
        .AddSingleton<RunLeases>()
        .AddSingleton<RunWake>()
        .AddSingleton<RunJournal>()
        .AddSingleton<RunCheckpoints>()
        .AddSingleton<SubjectCache>()
        .AddSingleton<Skills>()
        .AddSingleton<RunExecution>()
        .AddHostedService<RunWorkers>();
}
