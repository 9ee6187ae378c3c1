using Synter.Domain.Agents.Runs;

namespace Synter.Domain.Marketing;

/// <summary>A week of posts, spread over the seven days after the run.</summary>
public sealed class WeeklyBatchSkill(IPostComposer composer) : IAgentSkill
{
    private const int DaysInWeek = 7;

    private static readonly GoalSettings Defaults = new(3, Enum.GetValues<PostTopic>(), null, Tone.Friendly, null, new TimeOnly(10, 0));

    public string Key => "marketing.compose_batch";

    public Task<RunOutcome> RunAsync(RunContext context, CancellationToken cancellationToken)
    {
        var occasion = Occasion.Of(context);
        var settings = GoalSettings.Read(context.Goal?.Settings ?? [], Defaults);
        var first = occasion.Day.AddDays(1);
        var name = $"Weekly batch of {occasion.Day.Words()}";
        var group = (context.Envelope.RunId.ToString(), $"Week of {first.Words()}");
        var plan = new PostPlan(name, occasion, settings, [.. Enumerable.Range(0, settings.Count).Select(Slot)], _ => group);
        return new DraftWriter(context, composer, MarketingConfig.Read(context.Agent!.Config), plan).WriteAsync(cancellationToken);

        PostSlot Slot(int i) => new(i + 1, first.AddDays(i * DaysInWeek / settings.Count));
    }
}
