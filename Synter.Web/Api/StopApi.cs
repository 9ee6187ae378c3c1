using Synter.Domain.Accounts;
using Synter.Web.Api.Wire;
using Synter.Web.Features.Accounts;

namespace Synter.Web.Api;

/// <summary>Stops every change of the workspace, and lets them go again.</summary>
public static class StopApi
{
    public static void MapStopApi(this WebApplication app)
    {
        var stop = app.MapGroup("/api/v1").WithTags("Stop");
        stop.MapGet("/stop", async (IStopState state, HttpContext context) => await StateAsync(state, context)).Says("getStop", "Whether all changes are stopped, by whom and why").Produces<StopResponse>();
        stop.MapPost("/stop", StopAsync).Needs(Permission.StopChanges).Says("stopChanges", "Stop all changes of the workspace at once").WithIdempotency().Produces<StopResponse>().ProducesProblem(403);
        stop.MapPost("/resume", ResumeAsync).Needs(Permission.ResumeChanges).Says("resumeChanges", "Let changes out again").WithIdempotency().Produces<StopResponse>().ProducesProblem(403).ProducesProblem(422);
    }

    private static async Task<IResult> StopAsync(StopRequest request, StopChanges stop, IStopState state, HttpContext context)
    {
        var stopped = await stop.ExecuteAsync(context.Actor(), request.Reason, context.RequestAborted);
        return stopped.IsOk ? await StateAsync(state, context) : Problems.From(stopped.Refusal);
    }

    private static async Task<IResult> ResumeAsync(ResumeRequest request, ResumeChanges resume, IStopState state, HttpContext context)
    {
        var resumed = await resume.ExecuteAsync(context.Actor(), request.Word, context.RequestAborted);
        return resumed.IsOk ? await StateAsync(state, context) : Problems.From(resumed.Refusal);
    }

    private static async Task<IResult> StateAsync(IStopState state, HttpContext context) =>
        TypedResults.Ok(StopResponse.From(await state.ReadBannerAsync(context.Actor().Workspace, context.RequestAborted)));
}
