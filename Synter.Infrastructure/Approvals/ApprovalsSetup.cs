using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Approvals.Gate.Hooks;
using Synter.Infrastructure.Agents.Runs;
using Synter.Infrastructure.Approvals.Deliverables;
using Synter.Infrastructure.Approvals.Gate;
using Synter.Infrastructure.Settings;

namespace Synter.Infrastructure.Approvals;

public static class ApprovalsSetup
{
    public static IServiceCollection AddApprovals(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new ApprovalTerm(provider.GetRequiredService<SynterSettings>().ApprovalLifetime));
        services.AddOptions<SendingOptions>().BindConfiguration(SendingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<SendingOptions>>().Value);
        services.TryAddSingleton(provider => new SendingSettings(
            provider.GetRequiredService<SynterSettings>().IsDryRun, provider.GetRequiredService<SendingOptions>().CallDeadline));
        return services.AddDeliverables().AddGate().AddExecutor();
    }

    private static IServiceCollection AddDeliverables(this IServiceCollection services) => services
        .AddSingleton<Submission>()
        .AddSingleton<IRunOutputs, RunOutputsWriter>()
        .AddSingleton<Review>()
        .AddSingleton<IReviews, ReviewStore>()
        .AddSingleton<IReviewQueries, ReviewQueries>()
        .AddSingleton<DecideDeliverable>()
        .AddSingleton<DecideTogether>()
        .AddSingleton<AssignDeliverable>()
        .AddSingleton<TakeBackApproval>();

    private static IServiceCollection AddGate(this IServiceCollection services) => services
        .AddSingleton<EffectKinds>()
        .AddSingleton<EffectWriters>()
        .AddSingleton<IGateHook, KillSwitchHook>()
        .AddSingleton<IGateHook, ApprovalHook>()
        .AddSingleton<IGateHook, TrialHook>()
        .AddSingleton<IGateHook, BudgetHook>()
        .AddSingleton<IGateHook, SecretsHook>()
        .AddSingleton<IGateHook, PolicyHook>()
        .AddSingleton<GateHooks>()
        .AddSingleton<IGateLog, GateLog>()
        .AddSingleton<IGrants, GrantStore>()
        .AddSingleton<IAgentPolicies, AgentPolicies>()
        .AddSingleton<ApprovedEffect.Gate>()
        .AddSingleton<IGateQueries, GateQueries>();

    private static IServiceCollection AddExecutor(this IServiceCollection services) => services
        .AddSingleton<DenialLog>()
        .AddSingleton<EffectLedger>()
        .AddSingleton<IExecutions, ExecutionStore>()
        .AddSingleton<ExecutionStart>()
        .AddSingleton<ExecuteDeliverable>()
        .AddSingleton<ResolveEffect>()
        .AddSingleton<ExecutionQueue>()
        .AddSingleton<ApprovalEnding>()
        .AddSingleton<ApprovalSweep>()
        .AddSingleton<EffectSender>()
        .AddSingleton<EffectExecutor>()
        .AddSingleton<ExecutorSignal>()
        .AddSingleton<IExecutorSignal>(provider => provider.GetRequiredService<ExecutorSignal>())
        .AddHostedService<ExecutorService>();
}
