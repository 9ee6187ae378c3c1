using System.Diagnostics;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Synter.Web.Api;

/// <summary>What every endpoint rests on.</summary>
public static class ApiSetup
{
    public static IServiceCollection AddApi(this IServiceCollection services) => services
        .ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions))
        .Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true)
        .Configure<KestrelServerOptions>(kestrel => kestrel.AddServerHeader = false)
        .AddSingleton<DistributedContextPropagator, OwnTraces>()
        .AddOpenApi(options => options.DescribeSynter());

    /// <summary>First in the pipeline, so that nothing answers without it.</summary>
    public static void UseApiBoundary(this WebApplication app) => app.UseMiddleware<ApiBoundary>();

    /// <summary>What the API is, for programs at <c>/openapi/v1.json</c> and for people at <c>/docs/api</c>.</summary>
    public static void MapApiDocs(this WebApplication app)
    {
        app.MapOpenApi().AllowAnonymous();
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = "docs/api";
            page.DocumentTitle = "Synter API";
            page.SwaggerEndpoint("/openapi/v1.json", "Synter");
        });
    }
}
