using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Audit;
using Synter.Infrastructure.Marketing;
using Synter.Infrastructure.Settings;
using Synter.Infrastructure.Vault;
using Synter.Web.Api;
using Synter.Web.Components;
using Synter.Web.Features.Accounts;

namespace Synter.Web;

/// <summary>What Synter is made of: one line a feature.</summary>
internal static class Composition
{
    public static void AddSynter(this IServiceCollection services, IConfiguration configuration, SynterSettings settings)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddApi();
        services.AddAccounts();
        services.AddAccountsWeb();
        services.AddSingleton<IWorkspaceFeed, QuietFeed>();
        services.AddAudit();
        services.AddVault(configuration, settings.DataFolder);
        services.AddMarketing();
        services.AddConsole();
    }

    public static void MapSynter(this WebApplication app)
    {
        app.MapHealthApi();
        app.MapAuthApi();
        app.MapStaffApi();
        app.MapSignOut();
        app.MapConsole();
    }
}
