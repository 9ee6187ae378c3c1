using Microsoft.AspNetCore.Components.Server.Circuits;
using Synter.Web.Components.Layout;
using Synter.Web.Features.Agents.Hiring;
using Synter.Web.Live;

namespace Synter.Web.Components;

/// <summary>The pages: their services and their endpoints.</summary>
public static class ConsoleSetup
{
    // The browser hands a page's prerendered state back in one message; a full list is more than the 32 KB allowed by default.
    private const long LargestHandover = 512 * 1024;

    public static IServiceCollection AddConsole(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.MaximumReceiveMessageSize = LargestHandover);
        services.AddScoped<IShellSource, SignedInShellSource>();
        services.AddScoped<LiveStatus>();
        services.AddScoped<LiveAnnouncer>();
        services.AddScoped<Toasts>();
        services.AddScoped<MinuteTick>();
        services.AddScoped<CircuitHandler, MessagesInTurn>();
        services.AddSingleton<AgentFrames>();
        return services;
    }

    public static void MapConsole(this WebApplication app)
    {
        app.MapStopForms();
        app.MapStaticAssets().AllowAnonymous();
        // A compressor holds hundreds of kilobytes for each open page, and what it would save is small: a circuit sends differences.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(circuits => circuits.DisableWebSocketCompression = true);
    }
}
