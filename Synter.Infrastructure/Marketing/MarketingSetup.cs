using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Inference;
using Synter.Domain.Marketing;
using Synter.Domain.Marketing.Offline;
using Synter.Domain.Marketing.Written;
using Synter.Infrastructure.Inference;

namespace Synter.Infrastructure.Marketing;

public static class MarketingSetup
{
    public static IServiceCollection AddMarketing(this IServiceCollection services) => services
        .AddSingleton<IEffectRule, PostLengthRule>()
        // A model writes where one is configured; the sandbox's generator makes up records, not posts.
        .AddSingleton<IPostComposer>(provider => provider.GetRequiredService<InferenceSettings>().IsConfigured
            ? new ModelComposer(provider.GetRequiredService<IChatModel>())
            : new OfflineComposer())
        .AddSingleton<IAgentSkill, WeeklyBatchSkill>()
        .AddSingleton<IAgentSkill, DailyEducationSkill>()
        .AddSingleton<IAgentSkill, MonthlyPackSkill>();
}
