using Synter.Domain.Agents.Runs;

namespace Synter.Domain.Marketing;

/// <summary>One post a day, for the next time the clock shows the suggested hour.</summary>
public sealed class DailyEducationSkill(IPostComposer composer) : IAgentSkill
{
    private static readonly GoalSettings Defaults = new(
        1, [PostTopic.PatientEducation, PostTopic.Questions, PostTopic.Seasonal], null, Tone.Friendly, null, new TimeOnly(17, 0));

    public string Key => "marketing.compose_daily";

    public Task<RunOutcome> RunAsync(RunContext context, CancellationToken cancellationToken)
    {
        var occasion = Occasion.Of(context);
        var settings = GoalSettings.Read(context.Goal?.Settings ?? [], Defaults);
        var day = occasion.Time < settings.PostingTime ? occasion.Day : occasion.Day.AddDays(1);
        var group = (context.Envelope.RunId.ToString(), $"Patient education for {day.Words()}");
        var plan = new PostPlan($"Patient education for {day.Words()}", occasion, settings, [new PostSlot(1, day)], _ => group);
        return new DraftWriter(context, composer, MarketingConfig.Read(context.Agent!.Config), plan).WriteAsync(cancellationToken);
    }
}
