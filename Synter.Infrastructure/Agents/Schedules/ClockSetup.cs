using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Quartz;
using Synter.Infrastructure.Mail;

namespace Synter.Infrastructure.Agents.Schedules;

/// <summary>
/// Quartz is the clock, and only that: it ticks for a handful of system jobs, on one node of the cluster at a time. Goals have no
/// triggers; their times are rows that <see cref="FireDueGoals"/> reads.
/// </summary>
public static class ClockSetup
{
    private const string System = "system";

    public static IServiceCollection AddClock(this IServiceCollection services) => services
        .AddSingleton<FireDueGoals>()
        .AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "synter";
                scheduler.GenerateInstanceId = true;
            });
            quartz.UseDefaultThreadPool(4);
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(source => source.DataSourceFactory = provider => provider.GetRequiredService<NpgsqlDataSource>());
                store.ConfigureStore(options => options.TablePrefix = "quartz.qrtz_");
                store.UseClustering(cluster =>
                {
                    cluster.CheckinInterval = TimeSpan.FromSeconds(2);
                    cluster.CheckinMisfireThreshold = TimeSpan.FromSeconds(6);
                });
            });
            quartz.Tick<DueGoalsJob>("due-goals", TimeSpan.FromSeconds(1));
            quartz.Tick<ReapRunsJob>("reap-runs", TimeSpan.FromSeconds(5));
            quartz.Tick<SendMailJob>("send-mail", TimeSpan.FromSeconds(2));
            quartz.Tick<RetentionJob>("retention", TimeSpan.FromHours(6));
        })
        .AddQuartzHostedService(service => service.WaitForJobsToComplete = true)
        .AddHostedService<ClockSignOff>()
        .AddHealthChecks().AddCheck<SchedulerHealth>(SchedulerHealth.Name).Services;

    private static void Tick<TJob>(this IQuartzBuilder quartz, string name, TimeSpan every) where TJob : SoloJob
    {
        // One of each a node, so that it knows whether it is still at work.
        quartz.Services.AddSingleton<TJob>();
        var job = new JobKey(name, System);
        quartz.AddJob<TJob>(options => options.WithIdentity(job));
        quartz.AddTrigger(trigger => trigger
            .WithIdentity(name, System)
            .ForJob(job)
            // A tick that was missed is not made up for: the next one does all there is to do.
            .WithSimpleSchedule(schedule => schedule.WithInterval(every).RepeatForever()
                .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithExistingCount)));
    }
}
