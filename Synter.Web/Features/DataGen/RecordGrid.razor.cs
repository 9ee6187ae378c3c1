using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using Synter.Domain.DataGen;
using Synter.Web.Components.Lists;
using Synter.Web.Components.Text;

namespace Synter.Web.Features.DataGen;

public sealed partial class RecordGrid
{
    private const int MostColumns = 5;
    private const int LongestCell = 120;

    private readonly HashSet<int> _selected = [];
    private Dictionary<(int, DateTimeOffset), JsonObject> _read = [];

    /// <summary>The last of the verdicts given.</summary>
    private Task _judging = Task.CompletedTask;

    /// <summary>Beyond this page too: every record that nobody has judged.</summary>
    private bool _rest;

    [Parameter, EditorRequired]
    public required DatasetDetail Detail { get; set; }

    [Parameter, EditorRequired]
    public required RecordList List { get; set; }

    /// <summary>Where a record's own page is.</summary>
    [Parameter, EditorRequired]
    public required Func<int, string> Href { get; set; }

    [Parameter]
    public bool IsReloading { get; set; }

    [Parameter]
    public ListProblem? Problem { get; set; }

    [Parameter]
    public EventCallback OnRetry { get; set; }

    [Parameter]
    public string? ClearHref { get; set; }

    [Parameter]
    public bool MayJudge { get; set; }

    [Parameter]
    public EventCallback<(IReadOnlyList<int> Indexes, Verdict? Verdict)> OnJudge { get; set; }

    [Parameter]
    public EventCallback<Verdict> OnJudgeRest { get; set; }

    [Parameter, EditorRequired]
    public required DateTimeOffset Now { get; set; }

    [CascadingParameter]
    public Manner Manner { get; set; } = Manner.Utc;

    /// <summary>The columns: the schema's fields, else those that were seen first. Once seen they stay, so that none moves.</summary>
    private List<string> Names { get; set; } = [];

    private string Selection => this switch
    {
        { _rest: true } => $"All {Manner.Count(Detail.Unjudged)} not judged yet",
        { _selected.Count: > 0 } => $"{Manner.Count(_selected.Count)} selected",
        _ => "Select this page",
    };

    /// <summary>Offered once the whole page is selected and there are more.</summary>
    private bool MayTakeRest => !_rest && _selected.Count > 0 && Detail.Unjudged > _selected.Count && Judgeable.All(_selected.Contains);

    private List<int> Judgeable => [.. List.Slots.Where(slot => slot.Row is { Error: null }).Select(slot => slot.Index)];

    protected override void OnParametersSet()
    {
        var rows = List.Slots.Select(slot => slot.Row).OfType<RecordRow>().Where(row => row.Record is not null).ToList();
        _read = rows.ToDictionary(row => (row.Index, row.At), row => _read.GetValueOrDefault((row.Index, row.At)) ?? JsonNode.Parse(row.Record!)!.AsObject());
        var named = Detail.Schema?["properties"] as JsonObject ?? [];
        Names = [.. Names.Concat(named.Select(p => p.Key)).Concat(rows.SelectMany(row => _read[(row.Index, row.At)].Select(p => p.Key))).Distinct().Take(MostColumns)];
        // Of another page nothing is selected.
        _selected.IntersectWith(List.Slots.Select(slot => slot.Index));
    }

    private string? TextOf(RecordRow row, string name) =>
        _read[(row.Index, row.At)] is var record && record.ContainsKey(name) ? DatasetWords.Value(record[name], LongestCell) : null;

    private string StateOf(RecordSlot slot) => slot.Row switch
    {
        null => InFlight(slot.Index) is null ? "missing" : "in-flight",
        { Error: not null } => "failed",
        _ => "good",
    };

    private string Pending(int index) => InFlight(index) switch
    {
        { } call => $"Attempt {call.Attempt}, {DatasetWords.Phase(call.Phase)}",
        null when Detail.Row.FinishedAt is null => "Not made yet",
        null => "Not made",
    };

    private InFlightRecord? InFlight(int index) => Detail.InFlight.FirstOrDefault(call => call.Index == index);

    private void Toggle(int index)
    {
        _rest = false;
        if (!_selected.Remove(index))
        {
            _selected.Add(index);
        }
    }

    private void SelectAll(ChangeEventArgs e)
    {
        _rest = false;
        _selected.Clear();
        if (e.Value is true)
        {
            _selected.UnionWith(Judgeable);
        }
    }

    private Task JudgeSelectedAsync(Verdict? verdict)
    {
        int[] indexes = [.. _selected.Order()];
        var isRest = _rest;
        // At once: what is selected from now on is for the next verdict.
        _rest = false;
        _selected.Clear();
        return isRest && verdict is { } said ? InTurnAsync(() => OnJudgeRest.InvokeAsync(said)) : JudgeAsync(indexes, verdict);
    }

    private Task JudgeAsync(int[] indexes, Verdict? verdict) => indexes.Length == 0 ? Task.CompletedTask : InTurnAsync(() => OnJudge.InvokeAsync((indexes, verdict)));

    /// <summary>One after the other: who gives verdicts quicker than they are kept loses none.</summary>
    private Task InTurnAsync(Func<Task> act)
    {
        return _judging = AfterAsync(_judging);

        async Task AfterAsync(Task before)
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            await act();
        }
    }
}
