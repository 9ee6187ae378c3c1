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
        var health = app.MapGroup("/health").WithTags("Health").AllowAnonymous();
        health.MapGet("/live", (HealthCheckService checks, HttpContext context) => AnswerAsync(checks, _ => false, context))
            .Says("isLive", "Whether the process answers").Produces<Health>();
        health.MapGet("/ready", (HealthCheckService checks, HttpContext context) => AnswerAsync(checks, null, context))
            .Says("isReady", "Whether Synter can serve: database, scheduler, vault, each with its state").Produces<Health>().Produces<Health>(503);
    }

    private static async Task<IResult> AnswerAsync(HealthCheckService checks, Func<HealthCheckRegistration, bool>? which, HttpContext context)
    {
        var report = await checks.CheckHealthAsync(which, context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        var answer = new Dictionary<string, object?>
        {
            ["status"] = Word(report.Status),
            ["checks"] = report.Entries.ToDictionary(entry => entry.Key, entry => new Check(Word(entry.Value.Status), entry.Value.Description)),
        };
        foreach (var (name, value) in report.Entries.SelectMany(entry => entry.Value.Data)) answer[name] = value;
        return Results.Json(answer, ApiJson.Options, statusCode: report.Status == HealthStatus.Unhealthy ? 503 : 200);
    }

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "ok",
        HealthStatus.Degraded => "degraded",
        HealthStatus.Unhealthy => "failed",
    };

    /// <summary>As the document describes it; what checks add stands beside.</summary>
    private sealed record Health(string Status, IReadOnlyDictionary<string, Check> Checks, string? SandboxUrl);

    private sealed record Check(string Status, string? Detail);
}
