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
        .Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = ApiLimits.BodyBytes;
            kestrel.AddServerHeader = false;
        })
        .AddSingleton<DistributedContextPropagator, OwnTraces>();

    /// <summary>First in the pipeline, so that nothing answers without it.</summary>
    public static void UseApiBoundary(this WebApplication app) => app.UseMiddleware<ApiBoundary>();
}
