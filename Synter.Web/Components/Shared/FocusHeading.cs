using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Synter.Web.Components.Shared;

/// <summary>
/// Moves focus to the heading when another page opens, so that a reader hears where they are. Not on the first page: there
/// the skip link must come first. Not on another filter or row of the same page either.
/// </summary>
public sealed class FocusHeading(IJSRuntime js) : ComponentBase
{
    private Type? _seen;
    private bool _moved;

    [Parameter, EditorRequired]
    public required Microsoft.AspNetCore.Components.RouteData RouteData { get; set; }

    protected override void OnParametersSet()
    {
        _moved = _seen is not null && _seen != RouteData.PageType;
        _seen = RouteData.PageType;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_moved)
        {
            _moved = false;
            await js.InvokeVoidAsync("synter.focusHeading");
        }
    }
}
