using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Synter.Domain.Agents.Runs;
using Synter.Web.Components.Text;
using LogLevel = Synter.Domain.Agents.Runs.LogLevel;

namespace Synter.Web.Features.Agents.Runs;

public partial class RunLog : IAsyncDisposable
{
    private const int Tail = 200;

    /// <summary>As in <c>.log</c> of the style sheet.</summary>
    private const int LineHeight = 20;

    private ElementReference _log;
    private IJSObjectReference? _module;
    private IJSObjectReference? _watch;
    private DotNetObjectReference<RunLog>? _self;
    private LogLevel _least = LogLevel.Info;
    private string _find = "";
    private bool _following = true;
    private long _seen;

    [Inject]
    public required IJSRuntime Js { get; set; }

    /// <summary>In order; mostly the newest part.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<RunLogLine> Lines { get; set; }

    /// <summary>How many lines the log has, shown or not.</summary>
    [Parameter, EditorRequired]
    public required long Total { get; set; }

    [Parameter, EditorRequired]
    public required RunId Run { get; set; }

    [Parameter]
    public bool IsOver { get; set; }

    [Parameter]
    public bool IsPaused { get; set; }

    [Parameter]
    public EventCallback OnEarlier { get; set; }

    [CascadingParameter]
    public Manner Manner { get; set; } = Manner.Utc;

    private List<RunLogLine> Shown { get; set; } = [];

    /// <summary>Lines that came since the person scrolled up.</summary>
    private long Newer => Math.Max(0, Total - _seen);

    private IEnumerable<(LogLevel Level, string Name, long? Count)> Levels =>
    [
        (LogLevel.Info, "All levels", null),
        (LogLevel.Warn, "Warnings", Lines.Count(line => line.Level >= LogLevel.Warn)),
        (LogLevel.Error, "Errors", Lines.Count(line => line.Level == LogLevel.Error)),
    ];

    private string Words
    {
        get
        {
            var count = Total == 1 ? "1 line" : $"{Manner.Count(Total)} lines";
            var part = Lines.Count < Total ? $", the newest {Manner.Count(Lines.Count)} here" : "";
            return count + part + (IsOver ? "" : IsPaused ? ", paused" : _following ? ", following the newest" : ", not following");
        }
    }

    protected override bool ShouldRender()
    {
        Shown = [.. Lines.Where(Matches)];
        return true;
    }

    protected override void OnInitialized() => Shown = [.. Lines.Where(Matches)];

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            _module = await Js.InvokeAsync<IJSObjectReference>("import", "./Features/Agents/Runs/RunLog.razor.js");
            _watch = await _module.InvokeAsync<IJSObjectReference>("watch", _log, _self);
        }
    }

    /// <summary>The person scrolled away from the end, or back to it.</summary>
    [JSInvokable]
    public void FollowChanged(bool following)
    {
        _following = following;
        _seen = Total;
        StateHasChanged();
    }

    private async Task FollowAsync()
    {
        _following = true;
        if (_watch is not null)
        {
            await _watch.InvokeVoidAsync("follow");
        }
    }

    private bool Matches(RunLogLine line) =>
        line.Level >= _least && (_find.Length == 0 || line.Message.Contains(_find, StringComparison.OrdinalIgnoreCase));

    private RenderFragment Line(RunLogLine line) => builder =>
    {
        builder.OpenElement(0, "div");
        builder.SetKey(line.Seq);
        builder.AddAttribute(1, "class", line.Level switch { LogLevel.Warn => "line w", LogLevel.Error => "line e", _ => "line" });
        builder.OpenElement(2, "time");
        builder.AddContent(3, Manner.Precise(line.At));
        builder.CloseElement();
        builder.OpenElement(4, "span");
        builder.AddAttribute(5, "class", "lv");
        builder.AddContent(6, line.Level switch { LogLevel.Warn => "warn", LogLevel.Error => "error", _ => "info" });
        builder.CloseElement();
        builder.OpenElement(7, "span");
        builder.AddContent(8, HiddenCharacters.Mark(line.Message));
        builder.CloseElement();
        builder.CloseElement();
    };

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_watch is not null)
            {
                await _watch.InvokeVoidAsync("stop");
                await _watch.DisposeAsync();
            }

            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and the script with it.
        }

        _self?.Dispose();
        GC.SuppressFinalize(this);
    }
}
