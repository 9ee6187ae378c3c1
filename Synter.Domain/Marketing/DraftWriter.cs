using System.Globalization;
using System.Text.Json.Nodes;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Agents.Schedules;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Approvals.Gate.Kinds;

namespace Synter.Domain.Marketing;

/// <summary>Carries out a plan: has the posts written and hands each over, one deliverable with one effect per post and platform.</summary>
internal sealed class DraftWriter(RunContext context, IPostComposer composer, MarketingConfig config, PostPlan plan)
{
    private readonly PostBrief _brief = BriefOf(context, config, plan);
    private readonly Dictionary<string, int> _groups = [];
    private readonly List<ComposedPost> _posts = [];
    private int _drafts;

    public IReadOnlyList<ComposedPost> Posts => _posts;

    private int Total => plan.Slots.Count * config.Channels.Count;

    public async Task<RunOutcome> WriteAsync(CancellationToken cancellationToken)
    {
        context.Log(LogLevel.Info, $"{plan.Name}: {Count(plan.Slots.Count, "post")} for {PlatformNames()}, {Count(Total, "draft")} in all.");
        foreach (var caveat in composer.Caveats(_brief))
        {
            context.Log(LogLevel.Warn, caveat);
        }

        context.Report(0, Total, $"Reading the settings of {config.Brand.Name}");
        await foreach (var post in composer.ComposeAsync(_brief, cancellationToken))
        {
            _posts.Add(post);
            foreach (var channel in config.Channels)
            {
                Draft(post, channel);
            }
        }

        return Outcome();
    }

    /// <summary>When a post should go out, as instant and in words.</summary>
    public (DateTimeOffset At, string Words) Suggest(ComposedPost post)
    {
        var at = WallClock.Resolve(post.Day.ToDateTime(plan.TimeOf(post.Slot)), context.Zone);
        var local = WallClock.At(at, context.Zone);
        return (at, string.Create(CultureInfo.InvariantCulture, $"{local:ddd d MMM yyyy, HH:mm} ({context.Zone.Id})"));
    }

    private void Draft(ComposedPost post, Channel channel)
    {
        var platform = channel.Platform;
        var length = platform.Measure(post.Texts[platform.Key]);
        context.Report(_drafts, Total, $"Writing post {post.Slot.Position} of {plan.Slots.Count} for {platform.Name}");
        if (!context.Envelope.DryRun)
        {
            context.Propose($"{plan.Occasion.Day.Iso()}/{post.Slot.Position:00}/{platform.Key}", Deliverable(post, channel, length));
        }

        _drafts++;
        context.Log(LogLevel.Info, string.Create(
            CultureInfo.InvariantCulture, $"{platform.Name}: «{post.Title}», {post.Topic.Words().ToLowerInvariant()}, {length:N0} of {platform.Limit:N0} characters."));
        context.Report(_drafts, Total, _drafts == Total ? $"Wrote {Count(Total, "draft")}" : $"Wrote post {post.Slot.Position} of {plan.Slots.Count} for {platform.Name}");
    }

    private DraftDeliverable Deliverable(ComposedPost post, Channel channel, int length)
    {
        var (at, words) = Suggest(post);
        return new DraftDeliverable(
            PostKind.Key,
            $"{post.Title} ({channel.Platform.Name})",
            DraftText.Body(post, channel.Platform, composer.Label, words),
            [Effect(post, channel, length)],
            plan.Place(post.Slot, _groups),
            at);
    }

    private ProposedEffect Effect(ComposedPost post, Channel channel, int length)
    {
        var platform = channel.Platform;
        var after = new JsonObject { ["v"] = 1, ["text"] = post.Texts[platform.Key] };
        if (platform.LinkIsSeparate && plan.Settings.Link is { } link)
        {
            after["link"] = link;
        }

        return new ProposedEffect(
            PostKind.Key,
            platform.Key,
            channel.Account,
            channel.Credential,
            new JsonObject { ["page"] = channel.Account, ["surface"] = platform.Surface },
            Before: null,
            after,
            string.Create(CultureInfo.InvariantCulture,
                $"{plan.Name}, post {post.Slot.Position} of {plan.Slots.Count}: {post.Topic.Words().ToLowerInvariant()}, {length:N0} of {platform.Limit:N0} characters."),
            CostBound: null,
            $"post:{_brief.Seed}:{plan.Occasion.Key}:{post.Slot.Position}:{platform.Key}");
    }

    private RunOutcome Outcome()
    {
        var metrics = new Dictionary<string, decimal>
        {
            ["posts"] = _posts.Count,
            ["drafts"] = _drafts,
            ["characters"] = _posts.Sum(p => p.Texts.Values.Sum(t => t.Length)),
        };
        foreach (var channel in config.Channels)
        {
            metrics[$"drafts_{channel.Platform.Key}"] = _posts.Count;
        }

        var notes = new List<string> { composer.Label };
        notes.AddRange(composer.Caveats(_brief));
        if (context.Envelope.DryRun)
        {
            notes.Add($"Dry run: nothing was kept. It would have been {Count(_drafts, "draft")}:");
            notes.AddRange(_posts.Select(post => $"{Suggest(post).Words}: «{post.Title}» for {PlatformNames()}"));
        }

        // Only what was kept counts as written before: a dry run must not use subjects up.
        return context.Envelope.DryRun
            ? new RunOutcome(metrics, Notes: notes)
            : new RunOutcome(metrics, _drafts, notes, Rotation.After(_brief));
    }

    private static PostBrief BriefOf(RunContext context, MarketingConfig config, PostPlan plan) => new(
        config.Brand,
        config.Language,
        plan.Settings.Tone,
        plan.Settings.Theme,
        plan.Settings.Link,
        plan.Settings.Topics,
        plan.Slots,
        [.. config.Channels.Select(c => c.Platform)],
        config.MaxLength,
        config.Hashtags,
        context.Goal?.Id.ToString() ?? context.Envelope.JobId,
        Rotation.Position(context, plan),
        plan.Occasion.Key);

    private string PlatformNames() => string.Join(" and ", config.Channels.Select(c => c.Platform.Name));

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
