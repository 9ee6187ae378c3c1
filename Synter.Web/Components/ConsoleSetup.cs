using Radzen;
using Synter.Web.Components.Layout;
using Synter.Web.Live;

namespace Synter.Web.Components;

/// <summary>The pages: their services and their endpoints.</summary>
public static class ConsoleSetup
{
    public static IServiceCollection AddConsole(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddRadzenComponents();
        services.AddScoped<IShellSource, SignedInShellSource>();
        services.AddScoped<LiveStatus>();
        services.AddScoped<LiveAnnouncer>();
        services.AddScoped<Toasts>();
        services.AddScoped<MinuteTick>();
        return services;
    }

    public static void MapConsole(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}
