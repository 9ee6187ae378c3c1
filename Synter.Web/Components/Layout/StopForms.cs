using Microsoft.AspNetCore.Mvc;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Web.Api;
using Synter.Web.Features.Accounts;

namespace Synter.Web.Components.Layout;

/// <summary>
/// Stopping and resuming from the shell: plain form posts, so that the stop works with no circuit and no script. Taking the
/// form is what has its token checked.
/// </summary>
public static class StopForms
{
    public const string StopPath = "/stop";
    public const string ResumePath = "/resume";

    public static void MapStopForms(this WebApplication app)
    {
        app.MapPost(StopPath, StopAsync).ExcludeFromDescription().Needs(Permission.StopChanges);
        app.MapPost(ResumePath, ResumeAsync).ExcludeFromDescription().Needs(Permission.ResumeChanges);
    }

    private static async Task<IResult> StopAsync(
        HttpContext context, StopChanges stop, [FromForm] string? from, [FromForm] string? reason, CancellationToken cancellation) =>
        // Stopping is one click; why is asked afterwards.
        Back(await stop.ExecuteAsync(context.Actor(Via.Page), reason, cancellation), from, reason is null ? "#stop" : "");

    private static async Task<IResult> ResumeAsync(
        HttpContext context, ResumeChanges resume, [FromForm] string? from, [FromForm] string? word, CancellationToken cancellation) =>
        Back(await resume.ExecuteAsync(context.Actor(Via.Page), word, cancellation), from);

    /// <summary>To the page the form stood on, by GET.</summary>
    private static IResult Back<T>(Result<T> result, string? from, string fragment = "") =>
        result.IsOk ? new SeeOther(LocalPath.Safe(from) + fragment) : Problems.From(result.Refusal);
}
