using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Accounts.CStoreAuth;
using Synter.Infrastructure.Agents.Catalog;
using Synter.Infrastructure.Agents.Hiring;
using Synter.Infrastructure.Agents.Runs;
using Synter.Infrastructure.Approvals;
using Synter.Infrastructure.Audit;
using Synter.Infrastructure.CStore;
using Synter.Infrastructure.DataGen;
using Synter.Infrastructure.DataGen.Mirror;
using Synter.Infrastructure.Idempotency;
using Synter.Infrastructure.Inference;
using Synter.Infrastructure.Mail;
using Synter.Infrastructure.Marketing;
using Synter.Infrastructure.Providers;
using Synter.Infrastructure.Sandbox;
using Synter.Infrastructure.Settings;
using Synter.Infrastructure.Usage;
using Synter.Infrastructure.Vault;
using Synter.Infrastructure.Views;
using Synter.Web.Api;
using Synter.Web.Components;
using Synter.Web.Features.Accounts;
using Synter.Web.Features.Accounts.Own;
using Synter.Web.Features.Accounts.Settings;
using Synter.Web.Features.Approvals;
using Synter.Web.Features.Mail;
using Synter.Web.Features.Agents.Runs;

namespace Synter.Web;

/// <summary>What Synter is made of: one line a feature.</summary>
internal static class Composition
{
    public static void AddSynter(this IServiceCollection services, SynterSettings settings)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddApi();
        services.AddCrossOrigin();
        services.AddVault();
        services.AddAudit();
        services.AddUsage();
        services.AddIdempotency();
        services.AddMail();
        services.AddAccounts();
        services.AddAccountsWeb();
        services.AddCatalog();
        services.AddHiring();
        services.AddRunEngine();
        services.AddApprovals();
        services.AddSavedViews();
        services.AddMarketing();
        services.AddSocialProviders();
        services.AddSandbox();
        services.AddInference();
        services.AddDataGen();
        if (settings.CStore is { } cstore) services.AddCStore(cstore);
        if (settings.CStore?.Auth is { } auth) services.AddCStoreAuth(auth);
        if (settings.CStore is { MirrorsDatasets: true }) services.AddDatasetMirror();
        services.AddSingleton<KeptForms>();
        services.AddSingleton<OutboxDoor>();
        services.AddConsole();
    }

    public static void MapSynter(this WebApplication app)
    {
        app.MapHealthApi();
        app.MapAuthApi();
        app.MapTokensApi();
        app.MapSessionsApi();
        app.MapMembersApi();
        app.MapWaysInApi();
        app.MapOutsideApi();
        app.MapSecondFactorApi();
        app.MapPasskeysApi();
        app.MapStaffApi();
        app.MapSandboxApi();
        app.MapAgentTypesApi();
        app.MapHiredAgentsApi();
        app.MapGoalsApi();
        app.MapRunsApi();
        app.MapTasksApi();
        app.MapTaskAuthApi();
        app.MapCustomerPortalApi();
        app.MapCredentialsApi();
        app.MapAuditApi();
        app.MapStopApi();
        app.MapDeliverablesApi();
        app.MapApprovalsApi();
        app.MapDenialsApi();
        app.MapEffectsApi();
        app.MapDecisionForms();
        app.MapSignOut();
        app.MapDoorForms();
        app.MapPasskeyForms();
        app.MapRunLogFile();
        app.MapConsole();
    }
}
