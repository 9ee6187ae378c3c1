using Microsoft.AspNetCore.Cors.Infrastructure;
using Synter.Infrastructure.Settings;

namespace Synter.Web.Api;

/// <summary>
/// Which other sites' scripts may call the API: those in SYNTER_CORS_ORIGINS, with a Bearer token. Never with our cookie, which
/// belongs to our own pages.
/// </summary>
public static class CrossOrigin
{
    private static readonly string[] s_headers = ["Authorization", "Content-Type", "If-Match", Idempotency.Header];

    public static IServiceCollection AddCrossOrigin(this IServiceCollection services)
    {
        services.AddCors();
        services.AddOptions<CorsOptions>().Configure<SynterSettings>((cors, settings) => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. settings.CorsOrigins])
            .WithHeaders(s_headers)
            .WithMethods("GET", "POST", "PUT", "DELETE")
            .WithExposedHeaders("X-Correlation-Id", "Retry-After", "ETag", Idempotency.ReplayedHeader)
            .SetPreflightMaxAge(TimeSpan.FromMinutes(10))));
        return services;
    }
}
