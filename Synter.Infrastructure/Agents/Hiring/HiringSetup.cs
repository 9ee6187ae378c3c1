using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Usage;

namespace Synter.Infrastructure.Agents.Hiring;

public static class HiringSetup
{
    public static IServiceCollection AddHiring(this IServiceCollection services) => services
        .AddSingleton<IHiringStore, HiringStore>()
        .AddSingleton<IHiringQueries, HiringQueries>()
        .AddSingleton<IRunSubjects, RunSubjects>()
        .AddSingleton<IUsageLimits, TrialLimits>()
        .AddSingleton<HiringDesk>()
        .AddSingleton<ValueCheck>()
        .AddSingleton<SaveDraft>()
        .AddSingleton<FinalizeConfig>()
        .AddSingleton<PauseAgent>()
        .AddSingleton<ResumeAgent>()
        .AddSingleton<EndAgent>()
        .AddSingleton<SaveGoal>()
        .AddSingleton<MoveGoal>();
}
