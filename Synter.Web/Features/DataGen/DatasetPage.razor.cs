using Synter.Domain.Accounts;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Synter.Domain.Agents.Runs;
using Synter.Domain.DataGen;
using Synter.Domain.Kernel;
using Synter.Web.Components.Layout;
using Synter.Web.Components.Lists;
using Synter.Web.Components.Shared;
using Synter.Web.Components.States;
using Synter.Web.Live;

namespace Synter.Web.Features.DataGen;

/// <summary>One dataset as it is made, looked at and judged.</summary>
public partial class DatasetPage
{
    private const int FailuresShown = 3;

    // Profiling reads a thousand records: while they arrive, once in so long is enough.
    private static readonly TimeSpan s_columnsAge = TimeSpan.FromSeconds(3);

    private Dialog _cancel = null!;
    private RetryDialog _raise = null!;
    private DateTimeOffset _columnsAt;
    private bool _cancelling;
    private bool _retrying;

    [Inject]
    public required IDataGenQueries Queries { get; set; }

    [Inject]
    public required CancelDataset CancelDataset { get; set; }

    [Inject]
    public required RetryFailedRecords RetryFailed { get; set; }

    [Inject]
    public required JudgeRecord JudgeRecord { get; set; }

    [Inject]
    public required JudgeRest JudgeRest { get; set; }

    [Inject]
    public required IRunFeed Runs { get; set; }

    [Inject]
    public required IWorkspaceFeed Feed { get; set; }

    [Inject]
    public required LiveAnnouncer Announcer { get; set; }

    [Inject]
    public required Toasts Toasts { get; set; }

    [CascadingParameter]
    public ShellState? Shell { get; set; }

    [Parameter]
    public required string Id { get; set; }

    [SupplyParameterFromQuery(Name = DatasetFilters.TabKey)]
    public string? Tab { get; set; }

    [SupplyParameterFromQuery(Name = DatasetFilters.ShowKey)]
    public string? Show { get; set; }

    [SupplyParameterFromQuery(Name = DatasetFilters.OrderKey)]
    public string? Order { get; set; }

    [SupplyParameterFromQuery(Name = UrlState.PageKey)]
    public string? Pages { get; set; }

    protected override string What => "The dataset";

    private bool MayMake => Shell.May(Permission.MakeDatasets);

    private string? WhyNot => MayMake ? null : "may-not-judge";

    private bool IsNewestFirst => Order == DatasetFilters.NewestFirst;

    private string FailuresHref => UrlState.Parse($"/datasets/{Id}").With(DatasetFilters.ShowKey, "failed");

    private List<TabLink> Tabs =>
    [
        new("Records", Url.With(DatasetFilters.TabKey, null), Tab is null),
        new("Columns", Url.With(DatasetFilters.TabKey, DatasetFilters.ColumnsTab), Tab == DatasetFilters.ColumnsTab),
        new("Schema", Url.With(DatasetFilters.TabKey, DatasetFilters.SchemaTab), Tab == DatasetFilters.SchemaTab),
    ];

    private long? Total => State is not { Detail: var detail } ? null : State.Records.Filter.Kind switch
    {
        RecordKind.All when IsNewestFirst => detail.Row.Completed,
        RecordKind.All => detail.Row.Count,
        RecordKind.Good => detail.Row.Good,
        RecordKind.Failed => detail.Row.Failures,
        RecordKind.Accepted => detail.Accepted,
        RecordKind.Rejected => detail.Rejected,
        RecordKind.Unjudged => detail.Unjudged,
        _ => throw new ArgumentOutOfRangeException(nameof(Total)),
    };

    protected override async Task<DatasetState?> LoadAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!StrongId.TryParse<DatasetId>(Id, out var id) || await Queries.FindAsync(actor, id, cancellationToken) is not { } detail)
        {
            return null;
        }

        var records = Tab is null ? await RecordsAsync(actor, detail.Row, cancellationToken) : new RecordList(DatasetFilters.Records(Url), [], null);
        return new DatasetState(detail, records, await FailuresAsync(actor, detail.Row, cancellationToken), await ColumnsAsync(actor, detail.Row, cancellationToken));
    }

    protected override DatasetState Merge(DatasetState shown, DatasetState fresh) => shown.Merge(fresh);

    protected override ValueTask OnOpenedAsync(DatasetState state)
    {
        _columnsAt = state.Columns is null ? default : Now;
        return ValueTask.CompletedTask;
    }

    protected override void Subscribe(Actor actor)
    {
        // A retry is another run: which one, only the state tells.
        Follow(Runs.Watch(actor.Workspace), TakeRunsAsync);
        Follow(Feed.Watch(actor.Workspace), batch =>
            batch.Resync || batch.Items.Any(change => change.Topic == FeedTopic.Datasets && (change.Id is null || change.Id == Id)) ? ReloadAsync() : Task.CompletedTask);
    }

    private async Task TakeRunsAsync(FeedBatch<RunPulse> batch)
    {
        if (State is not { Row: var before } || batch.Items.FirstOrDefault(pulse => pulse.Run == before.Run) is not { } pulse && !batch.Resync)
        {
            return;
        }

        foreach (var own in batch.Items.Where(p => p.Run == before.Run))
        {
            Update(state => state.Apply(own));
        }

        // The bar need not wait for the records.
        StateHasChanged();
        await ReloadAsync();
        if (State.Row.RunStatus != before.RunStatus)
        {
            Announcer.Announce($"Dataset: {StatusWords.Of(State.Row.RunStatus).Word}");
        }
    }

    private async Task<RecordList> RecordsAsync(Actor actor, DatasetRow row, CancellationToken cancellationToken)
    {
        var filter = DatasetFilters.Records(Url);
        var after = int.TryParse(Url.Cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : (int?)null;
        if (RecordList.IsByPlace(filter))
        {
            var from = after + 1 ?? 0;
            var slice = await Queries.SliceAsync(actor, row.Id, from, RecordList.PageSize, cancellationToken);
            return new RecordList(
                filter, [.. slice.Select((record, i) => new RecordSlot(from + i, record))], from + slice.Count < row.Count ? Cursor(from + slice.Count - 1) : null);
        }

        var page = await Queries.RecordsAsync(
            actor, row.Id, filter, new PageRequest(RecordList.PageSize, after is { } place ? Keyset.Of(row.CreatedAt, place) : null), cancellationToken);
        return new RecordList(filter, [.. page.Items.Select(r => new RecordSlot(r.Index, r))], page.NextCursor is null ? null : Cursor(page.Items[^1].Index));
    }

    private static string Cursor(int index) => index.ToString(CultureInfo.InvariantCulture);

    private async Task<IReadOnlyList<RecordDetail>> FailuresAsync(Actor actor, DatasetRow row, CancellationToken cancellationToken)
    {
        if (row.Failures == 0)
        {
            return [];
        }

        var first = await Queries.RecordsAsync(actor, row.Id, new RecordFilter(RecordKind.Failed), new PageRequest(FailuresShown, null), cancellationToken);
        // They are the same ones mostly: what is shown is not read again.
        var known = State?.Failures.Where(f => f.Row.Error is not null).ToDictionary(f => (f.Row.Index, f.Row.At)) ?? [];
        var failures = new List<RecordDetail>();
        foreach (var failed in first.Items)
        {
            if (known.GetValueOrDefault((failed.Index, failed.At)) is { } shown)
            {
                failures.Add(shown);
            }
            else if (await Queries.RecordAsync(actor, row.Id, failed.Index, cancellationToken) is { } read)
            {
                failures.Add(read);
            }
        }

        return failures;
    }

    private async Task<ColumnReport?> ColumnsAsync(Actor actor, DatasetRow row, CancellationToken cancellationToken)
    {
        if (Tab != DatasetFilters.ColumnsTab || (!row.RunStatus.IsEnded() && State?.Columns is not null && Now - _columnsAt < s_columnsAge))
        {
            return null;
        }

        _columnsAt = Now;
        return await Queries.ColumnsAsync(actor, row.Id, cancellationToken);
    }

    private string HrefOf(int index) => UrlState.Parse($"/datasets/{Id}/records/{index}").With(DatasetFilters.ShowKey, Show);

    private async Task JudgeAsync((IReadOnlyList<int> Indexes, Verdict? Verdict) said)
    {
        var judged = await JudgeRecord.ExecuteAsync(await Person.GetAsync(), State!.Row.Id, said.Indexes, said.Verdict, Leaving);
        if (Tell(judged, said.Verdict, isWorthAWord: said.Indexes.Count > 1))
        {
            var indexes = said.Indexes.ToHashSet();
            Update(state => state with { Records = state.Records.Judge(indexes, said.Verdict) });
            await ReloadAsync();
        }
    }

    private async Task JudgeRestAsync(Verdict verdict)
    {
        if (Tell(await JudgeRest.ExecuteAsync(await Person.GetAsync(), State!.Row.Id, verdict, Leaving), verdict, isWorthAWord: true))
        {
            Update(state => state with { Records = state.Records.JudgeRest(verdict) });
            await ReloadAsync();
        }
    }

    private bool Tell(Result<int> judged, Verdict? verdict, bool isWorthAWord)
    {
        if (!judged.TryGet(out var count, out var refusal))
        {
            Toasts.Show(new Toast(refusal.Message, IsBad: true));
            return false;
        }

        if (isWorthAWord)
        {
            Toasts.Show($"{DatasetWords.Records(count, Manner)} {verdict switch { Verdict.Accepted => "accepted", Verdict.Rejected => "rejected", _ => "taken back" }}.");
        }

        return true;
    }

    private async Task CancelAsync()
    {
        _cancelling = true;
        try
        {
            var cancelled = await CancelDataset.ExecuteAsync(await Person.GetAsync(), State!.Row.Id, Leaving);
            await _cancel.CloseAsync();
            Toasts.Show(cancelled.TryGet(out _, out var refusal) ? new Toast("It is being stopped. What is made stays.") : new Toast(refusal.Message, IsBad: true));
            await ReloadAsync();
        }
        finally
        {
            _cancelling = false;
        }
    }

    /// <summary>What a limit of money or tokens ended, ends there again: that is asked about first.</summary>
    private Task AskOrRetryAsync()
    {
        if (State is { Row.StopReason: not null, Detail.Limits: not { MaxCost: null, MaxTokens: null } })
        {
            _raise.Open();
            return Task.CompletedTask;
        }

        return RetryAsync(null);
    }

    private async Task<Refusal?> RetryAsync(LimitsRequest? raise)
    {
        _retrying = true;
        try
        {
            var refusal = (await RetryFailed.ExecuteAsync(await Person.GetAsync(), State!.Row.Id, raise, Leaving)).Refusal;
            if (refusal is { Errors.Count: 0 })
            {
                Toasts.Show(new Toast(refusal.Message, IsBad: true));
            }

            await ReloadAsync();
            return refusal;
        }
        finally
        {
            _retrying = false;
        }
    }
}
