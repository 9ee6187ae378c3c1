using Microsoft.AspNetCore.Components;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Web.Components.Layout;
using Synter.Web.Components.States;
using Synter.Web.Live;

namespace Synter.Web.Features.Agents.Runs;

/// <summary>One run as it goes: progress, log, facts.</summary>
public partial class RunPage
{
    private const int LinesAtFirst = 200;
    private const int LinesAtOnce = 1_000;
    private const int EarlierShown = 3;

    private CancelRunDialog _cancel = null!;
    private RunProgressCard? _progress;

    /// <summary>What the log had when it was paused; null while it runs.</summary>
    private long? _pausedAt;

    [Inject]
    public required IRunQueries Runs { get; set; }

    [Inject]
    public required IRunFeed Feed { get; set; }

    [Inject]
    public required LiveStatus Live { get; set; }

    [Inject]
    public required LiveAnnouncer Announcer { get; set; }

    [CascadingParameter]
    public ShellState? Shell { get; set; }

    [Parameter]
    public required string Id { get; set; }

    protected override string What => "The run";

    private bool IsPaused => _pausedAt is not null;

    protected override async Task<RunState?> LoadAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!StrongId.TryParse<RunId>(Id, out var run) || await Runs.FindAsync(actor, run, cancellationToken) is not { } detail)
        {
            return null;
        }

        var read = State is { } shown && shown.Row.Id == run ? shown.LastLine : 0;
        var after = Math.Max(read, detail.LogSeq - LinesAtFirst);
        var log = await Runs.LogAsync(actor, run, after, LinesAtFirst, cancellationToken);
        var earlier = await Runs.EarlierAsync(actor, run, EarlierShown, cancellationToken);
        return new RunState(detail, log, earlier);
    }

    protected override RunState Merge(RunState shown, RunState fresh) => shown.Merge(fresh);

    protected override ValueTask OnOpenedAsync(RunState state)
    {
        _pausedAt = null;
        Live.Resume();
        return ValueTask.CompletedTask;
    }

    protected override void Subscribe(Actor actor)
    {
        if (StrongId.TryParse<RunId>(Id, out var run))
        {
            Follow(Feed.Watch(actor.Workspace, run), batch => TakeAsync(actor, batch));
        }
    }

    private async Task<bool> TakeAsync(Actor actor, FeedBatch<RunPulse> batch)
    {
        if (State is not { } before)
        {
            return false;
        }

        foreach (var pulse in batch.Items)
        {
            Update(state => state.Apply(pulse, Now));
        }

        // Of a run mostly nothing but its progress moves, and most of the page does not show that.
        if (!batch.Resync && _progress is not null && State.IsOnlyFurtherThan(before))
        {
            _progress.Show(State.Detail, Now);
            return true;
        }

        if (_pausedAt is { } paused)
        {
            Live.Miss((int)Math.Min(State.Detail.LogSeq - paused, int.MaxValue));
        }
        else
        {
            await ReadNewestAsync(actor);
        }

        if (batch.Resync || State.Row.Status != before.Row.Status)
        {
            await ReloadAsync();
            Announcer.Announce($"Run: {StatusWords.Of(State.Row.Status).Word}");
        }

        return false;
    }

    /// <summary>Reads on from the last line shown; a log that ran far ahead is read from its end.</summary>
    private async Task ReadNewestAsync(Actor actor)
    {
        while (State is { } state && state.Detail.LogSeq > state.LastLine)
        {
            var lines = await Runs.LogAsync(actor, state.Row.Id, state.LastLine, LinesAtOnce, Leaving);
            if (lines.Count == 0)
            {
                return;
            }

            Update(now => now.Append(lines));
        }
    }

    private async Task ReadEarlierAsync()
    {
        if (State is { FirstLine: > 1 } state)
        {
            var after = Math.Max(0, state.FirstLine - 1 - LinesAtOnce);
            var lines = await Runs.LogAsync(await Person.GetAsync(), state.Row.Id, after, (int)(state.FirstLine - 1 - after), Leaving);
            Update(now => now.Prepend(lines));
        }
    }

    private async Task TogglePauseAsync()
    {
        if (_pausedAt is null)
        {
            _pausedAt = State!.LastLine;
            Live.Pause();
            return;
        }

        _pausedAt = null;
        Live.Resume();
        await ReadNewestAsync(await Person.GetAsync());
    }

    protected override void OnLeaving() => Live.Resume();
}
