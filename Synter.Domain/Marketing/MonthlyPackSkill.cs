using System.Globalization;
using System.Text;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Deliverables;

namespace Synter.Domain.Marketing;

/// <summary>A themed month: a calendar to acknowledge and its posts, grouped by week.</summary>
public sealed class MonthlyPackSkill(IPostComposer composer) : IAgentSkill
{
    /// <summary>A run this near to the month's end is about the next one.</summary>
    private const int LeastDays = 14;

    private static readonly GoalSettings Defaults = new(2, Enum.GetValues<PostTopic>(), null, Tone.Friendly, null, new TimeOnly(10, 0));

    public string Key => "marketing.compose_month";

    public async Task<RunOutcome> RunAsync(RunContext context, CancellationToken cancellationToken)
    {
        var occasion = Occasion.Of(context);
        var settings = GoalSettings.Read(context.Goal?.Settings ?? [], Defaults);
        var month = MonthAfter(occasion.Day);
        var title = settings.Theme is { } theme ? $"{month.Name}: {theme}" : month.Name;
        var slots = month.Slots(settings.Count);
        var plan = new PostPlan($"Campaign pack for {month.Name}", occasion, settings, slots, GroupOf);
        var writer = new DraftWriter(context, composer, MarketingConfig.Read(context.Agent!.Config), plan);
        var outcome = await writer.WriteAsync(cancellationToken);
        if (!context.Envelope.DryRun)
        {
            context.Propose($"{month.First.Iso()[..7]}/calendar", CalendarOf(title, writer));
            context.Log(LogLevel.Info, $"Calendar: {title}.");
        }

        return outcome with { RecordsWritten = context.Envelope.DryRun ? 0 : outcome.RecordsWritten + 1 };

        (string, string) GroupOf(PostSlot slot) => ($"{context.Envelope.RunId}/week-{month.WeekOf(slot.Day)}", $"{month.Name}, week {month.WeekOf(slot.Day)}");
    }

    private static CampaignMonth MonthAfter(DateOnly day)
    {
        var inTime = day.AddDays(LeastDays);
        var start = new DateOnly(inTime.Year, inTime.Month, 1);
        return new CampaignMonth(start > day ? start : day.AddDays(1));
    }

    private DraftDeliverable CalendarOf(string title, DraftWriter writer)
    {
        var body = new StringBuilder($"_{composer.Label}_\n\n| Suggested | Topic | Post | Platforms |\n|---|---|---|---|\n");
        foreach (var post in writer.Posts)
        {
            var platforms = string.Join(", ", post.Texts.Keys.Select(key => SocialPlatform.Find(key)!.Name));
            body.Append(CultureInfo.InvariantCulture, $"| {writer.Suggest(post).Words} | {post.Topic.Words()} | {DraftText.Escape(post.Title)} | {platforms} |\n");
        }

        body.Append("\nThe posts wait in their week’s group, each for its own approval. This calendar changes nothing.");
        return new DraftDeliverable("calendar", $"Campaign calendar, {title}", body.ToString(), []);
    }
}
