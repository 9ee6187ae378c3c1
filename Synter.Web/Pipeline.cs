using Synter.Web.Api;

namespace Synter.Web;

/// <summary>What each request passes, in this order.</summary>
internal static class Pipeline
{
    public static void Use(WebApplication app)
    {
        app.UseApiBoundary();
        app.UseWhen(context => !context.Request.IsApi(), pages =>
        {
            if (!app.Environment.IsDevelopment()) pages.UseExceptionHandler("/error", createScopeForErrors: true);
            pages.UseMiddleware<PageHeaders>();
            pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        });
        app.MapApiDocs();
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<Csrf>();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseMiddleware<IdempotencyMiddleware>();
    }
}
