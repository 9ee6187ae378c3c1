using Microsoft.AspNetCore.Components;
using Synter.Web.Live;

namespace Synter.Web.Components.Text;

/// <summary>A component that shows something's age or the time, and so renders anew each minute.</summary>
public abstract class Ticking : ComponentBase, IDisposable
{
    private bool _subscribed;

    [CascadingParameter]
    public Manner Manner { get; set; } = Manner.Utc;

    [Inject]
    public required TimeProvider Time { get; set; }

    [Inject]
    public required MinuteTick Tick { get; set; }

    protected DateTimeOffset Now => Time.GetUtcNow();

    protected DateTime Today => Manner.Local(Now).Date;

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            Tick.Ticked += Refresh;
            _subscribed = true;
        }
    }

    public void Dispose()
    {
        if (_subscribed)
        {
            Tick.Ticked -= Refresh;
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Whether it would say something else now.</summary>
    protected virtual bool IsStale => true;

    private void Refresh() => InvokeAsync(() =>
    {
        if (IsStale)
        {
            StateHasChanged();
        }
    });
}
