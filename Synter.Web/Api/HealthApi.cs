using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Synter.Web.Api;

/// <summary>
/// Whether Synter lives, and whether it can serve. Features contribute an <see cref="IHealthCheck"/> under their name;
/// a check's data stands beside <c>checks</c> in the answer.
/// </summary>
public static class HealthApi
{
    public static void MapHealthApi(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var answer = new Dictionary<string, object?>
        {
            ["status"] = Word(report.Status),
            ["checks"] = report.Entries.ToDictionary(entry => entry.Key, entry => new Check(Word(entry.Value.Status), entry.Value.Description)),
        };
        foreach (var (name, value) in report.Entries.SelectMany(entry => entry.Value.Data)) answer[name] = value;
        return context.Response.WriteAsJsonAsync(answer, ApiJson.Options, context.RequestAborted);
    }

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "ok",
        HealthStatus.Degraded => "degraded",
        HealthStatus.Unhealthy => "failed",
    };

    private sealed record Check(string Status, string? Detail);
}
