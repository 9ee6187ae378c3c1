using Microsoft.AspNetCore.Components;

namespace Synter.Web.Components.Icons;

/// <summary>Synter's own mark, beside its name.</summary>
public static class Mark
{
    public static readonly MarkupString Drawn = new(
        """<svg class="mark" viewBox="0 0 22 22" aria-hidden="true" focusable="false"><rect width="22" height="22" rx="6"></rect><path d="M7 5v4M7 13v4M15 5v4M15 13v4"></path><circle cx="11" cy="11" r="2"></circle></svg>""");
}
