using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace Synter.Web.Components;

public partial class App
{
    /// <summary>The choice made by the theme switch; the script writes it, the prerendered page is right at once.</summary>
    private const string ThemeCookie = "synter-theme";

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    /// <summary>Null, so that the attribute is absent and the system decides, unless a person chose.</summary>
    private string? Theme => Http.Request.Cookies[ThemeCookie] is "light" or "dark" ? Http.Request.Cookies[ThemeCookie] : null;

    /// <summary>Pages that write cookies opt out with <see cref="ExcludeFromInteractiveRoutingAttribute"/>.</summary>
    private IComponentRenderMode? PageRenderMode => Http.AcceptsInteractiveRouting() ? RenderMode.InteractiveServer : null;
}
