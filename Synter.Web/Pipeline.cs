using Microsoft.AspNetCore.Components.Endpoints;
using Synter.Web.Api;
using Synter.Web.Features.Accounts;

namespace Synter.Web;

/// <summary>What each request passes, in this order.</summary>
internal static class Pipeline
{
    public static void Use(WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseApiBoundary();
        app.UseWhen(context => !context.Request.IsApi(), pages =>
        {
            if (!app.Environment.IsDevelopment()) pages.UseExceptionHandler("/error", createScopeForErrors: true);
            pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        });
        app.MapApiDocs();
        app.UseRouting();
        app.Use(NoPageAtAnApiAddress);
        app.UseWhen(context => context.Request.IsApi(), api => api.UseCors());
        app.UseAuthentication();
        app.UseMiddleware<Csrf>();
        app.UseMiddleware<OwedSecondFactor>();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseMiddleware<IdempotencyMiddleware>();
    }

    /// <summary>A page's route may fit an address of the API, as <c>/agents/{Id}</c> fits <c>/agents/list</c>: there is no page there.</summary>
    private static Task NoPageAtAnApiAddress(HttpContext context, RequestDelegate next)
    {
        if (context.Request.IsApi() && context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null) context.SetEndpoint(null);
        return next(context);
    }
}
