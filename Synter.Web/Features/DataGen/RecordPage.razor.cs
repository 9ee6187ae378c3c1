using Microsoft.AspNetCore.Components;
using Synter.Domain.Accounts;
using Synter.Domain.DataGen;
using Synter.Domain.Kernel;
using Synter.Web.Components.Layout;
using Synter.Web.Components.States;
using Synter.Web.Live;

namespace Synter.Web.Features.DataGen;

/// <summary>One record: what it says, how it was made, and what a person thinks of it.</summary>
public partial class RecordPage
{
    private bool _judging;

    [Inject]
    public required IDataGenQueries Queries { get; set; }

    [Inject]
    public required JudgeRecord JudgeRecord { get; set; }

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

    [Parameter]
    public required int Index { get; set; }

    [SupplyParameterFromQuery(Name = DatasetFilters.ShowKey)]
    public string? Show { get; set; }

    protected override string What => "The record";

    private bool MayJudge => Shell.May(Permission.MakeDatasets);

    private string ListHref => UrlState.Parse($"/datasets/{Id}").With(DatasetFilters.ShowKey, Show);

    protected override async Task<RecordState?> LoadAsync(Actor actor, CancellationToken cancellationToken)
    {
        var index = Index;
        if (!StrongId.TryParse<DatasetId>(Id, out var id)
            || await Queries.FindAsync(actor, id, cancellationToken) is not { } dataset
            || await Queries.RecordAsync(actor, id, index, cancellationToken) is not { } record)
        {
            return null;
        }

        var kind = DatasetFilters.Records(Url).Kind;
        return new RecordState(
            dataset,
            record,
            await BesideAsync(actor, dataset, index, new RecordFilter(kind, FromTheEnd: true), cancellationToken),
            await BesideAsync(actor, dataset, index, new RecordFilter(kind), cancellationToken));
    }

    protected override void Subscribe(Actor actor) => Follow(
        Feed.Watch(actor.Workspace),
        batch => batch.Resync || batch.Items.Any(change => change.Topic == FeedTopic.Datasets && change.Id == Id) ? ReloadAsync() : Task.CompletedTask);

    private async Task<int?> BesideAsync(Actor actor, DatasetDetail dataset, int index, RecordFilter filter, CancellationToken cancellationToken)
    {
        var beside = await Queries.RecordsAsync(actor, dataset.Row.Id, filter, new PageRequest(1, Keyset.Of(dataset.Row.CreatedAt, index)), cancellationToken);
        return beside.Items.Count == 0 ? null : beside.Items[0].Index;
    }

    private string HrefOf(int index) => UrlState.Parse($"/datasets/{Id}/records/{index}").With(DatasetFilters.ShowKey, Show);

    private string Pressed(Verdict verdict) => State?.Row.Verdict == verdict ? "true" : "false";

    private async Task JudgeAsync(Verdict? verdict)
    {
        _judging = true;
        try
        {
            // What is judged is what is shown, wherever the address is by now. Where to go on is known before: judged, it may not be in
            // the filter any more.
            var (dataset, shown, next) = (State!.Dataset.Row.Id, State.Row.Index, State.Next);
            var judged = await JudgeRecord.ExecuteAsync(await Person.GetAsync(), dataset, [shown], verdict, Leaving);
            if (judged.Refusal is { } refusal)
            {
                Toasts.Show(new Toast(refusal.Message, IsBad: true));
                return;
            }

            if (verdict is { } said)
            {
                Announcer.Announce($"Record {shown}: {StatusWords.Of(said).Word}");
            }

            if (verdict is not null && next is { } index)
            {
                Navigation.NavigateTo(HrefOf(index));
            }
            else
            {
                await ReloadAsync();
            }
        }
        finally
        {
            _judging = false;
        }
    }
}
