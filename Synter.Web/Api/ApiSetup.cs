using System.Diagnostics;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.OpenApi;

namespace Synter.Web.Api;

/// <summary>What every endpoint rests on.</summary>
public static class ApiSetup
{
    public static IServiceCollection AddApi(this IServiceCollection services) => services
        .ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions))
        .Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true)
        .Configure<KestrelServerOptions>(kestrel => kestrel.AddServerHeader = false)
        .AddSingleton<DistributedContextPropagator, OwnTraces>()
        .AddOpenApi(options => options.AddDocumentTransformer(Describe));

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

    private static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Synter",
            Version = "1",
            Description = "Agents propose. People approve. The gate acts. Sign in at /auth/login and send the access token as Bearer.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["session"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("session", document)] = [] }];
        return Task.CompletedTask;
    }
}
