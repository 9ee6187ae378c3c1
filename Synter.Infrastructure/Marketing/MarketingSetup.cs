using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Marketing;
using Synter.Domain.Marketing.Offline;

namespace Synter.Infrastructure.Marketing;

public static class MarketingSetup
{
    public static IServiceCollection AddMarketing(this IServiceCollection services) => services
        .AddSingleton<IEffectRule, PostLengthRule>()
        .AddSingleton<IPostComposer, OfflineComposer>()
        .AddSingleton<IAgentSkill, WeeklyBatchSkill>()
        .AddSingleton<IAgentSkill, DailyEducationSkill>()
        .AddSingleton<IAgentSkill, MonthlyPackSkill>();
}
