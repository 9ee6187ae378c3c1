using Microsoft.AspNetCore.Mvc;
using Synter.Domain.Accounts;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;
using Synter.Web.Api.Wire;
using Synter.Web.Features.Accounts;

namespace Synter.Web.Api;

/// <summary>Starting, watching and cancelling runs.</summary>
public static class RunsApi
{
    public static void MapRunsApi(this WebApplication app)
    {
        app.MapPost("/api/v1/goals/{goal_id}/run", StartAsync).Needs(Permission.RunAgents).Says("runGoal", "Run a goal now").WithTags("Runs").WithIdempotency()
            .Produces<StartedRunResponse>(202).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        var runs = app.MapGroup("/agents/runs").WithTags("Runs");
        runs.MapGet("", ListAsync).Says("listRuns", "List runs, the newest first").Produces<ListResponse<RunResponse>>().ProducesProblem(400).ProducesProblem(422);
        runs.MapGet("/{run_id}", OneAsync).Says("getRun", "Read one run: progress, result, error").Produces<RunResponse>().ProducesProblem(404);
        runs.MapPost("/{run_id}/cancel", CancelAsync).Needs(Permission.RunAgents).Says("cancelRun", "Cancel a run").WithIdempotency().Produces<StartedRunResponse>(202).ProducesProblem(404).ProducesProblem(409);
        runs.MapGet("/{run_id}/log", LogAsync).Says("getRunLog", "Read the log of a run, from a line on").Produces<ListResponse<RunLogLineResponse>>().ProducesProblem(404).ProducesProblem(422);
    }

    private static async Task<IResult> StartAsync(
        [FromRoute(Name = "goal_id")] string goalId, StartRunRequest? request, [FromHeader(Name = Idempotency.Header)] string? key,
        StartRun start, HttpContext context)
    {
        if (!StrongId.TryParse<GoalId>(goalId, out var goal))
        {
            return Problems.From(HiringErrors.NoSuchGoal);
        }

        var started = await start.ExecuteAsync(context.Actor(), goal, request?.IsDry ?? false, key, context.RequestAborted);
        return started.ToHttp(run => TypedResults.Accepted($"/agents/runs/{run.Run}", new StartedRunResponse(run.Run, run.Status)));
    }

    private static async Task<IResult> ListAsync(
        string? agent, [FromQuery(Name = "hired_instance_id")] string? hiredInstanceId, string? status, int? limit, string? cursor,
        IRunQueries queries, HttpContext context)
    {
        if (!Filter(agent, hiredInstanceId, status).TryGet(out var filter, out var refusal)
            || !PageRequest.Create(limit, cursor).TryGet(out var page, out refusal))
        {
            return Problems.From(refusal);
        }

        return TypedResults.Ok((await queries.ListDetailsAsync(context.Actor(), filter, page, context.RequestAborted)).ToWire(RunResponse.From));
    }

    private static async Task<IResult> OneAsync([FromRoute(Name = "run_id")] string runId, IRunQueries queries, HttpContext context) =>
        await FindAsync(runId, queries, context) is { } run ? TypedResults.Ok(RunResponse.From(run)) : NoSuchRun();

    private static async Task<IResult> CancelAsync(
        [FromRoute(Name = "run_id")] string runId, CancelRun cancel, HttpContext context)
    {
        if (!StrongId.TryParse<RunId>(runId, out var run))
        {
            return NoSuchRun();
        }

        return (await cancel.ExecuteAsync(context.Actor(), run, context.RequestAborted)).ToHttp(outcome => TypedResults.Accepted(
            $"/agents/runs/{run}",
            new StartedRunResponse(run, outcome == CancelOutcome.Cancelled ? RunStatus.Cancelled : RunStatus.Running)));
    }

    /// <summary>The cursor of a log is a line's number, so that <c>after</c> and <c>cursor</c> are one thing.</summary>
    private static async Task<IResult> LogAsync(
        [FromRoute(Name = "run_id")] string runId, long? after, string? cursor, int? limit, IRunQueries queries, HttpContext context)
    {
        if (!PageRequest.Create(limit, null).TryGet(out var page, out var refusal))
        {
            return Problems.From(refusal);
        }

        var from = after ?? 0;
        if (cursor is not null && !long.TryParse(cursor, System.Globalization.CultureInfo.InvariantCulture, out from))
        {
            return Problems.From(Refusals.BadCursor);
        }

        if (await FindAsync(runId, queries, context) is not { } run)
        {
            return NoSuchRun();
        }

        var lines = await queries.LogAsync(context.Actor(), run.Row.Id, from, page.Limit, context.RequestAborted);
        var next = lines.Count == page.Limit && lines[^1].Seq < run.LogSeq ? $"{lines[^1].Seq}" : null;
        return TypedResults.Ok(new ListResponse<RunLogLineResponse>([.. lines.Select(RunLogLineResponse.From)], next));
    }

    private static Result<RunFilter> Filter(string? agent, string? hiredInstanceId, string? status)
    {
        var errors = new List<FieldError>();
        HiredAgentId? hired = null;
        if (!string.IsNullOrEmpty(hiredInstanceId))
        {
            if (StrongId.TryParse<HiredAgentId>(hiredInstanceId, out var id))
            {
                hired = id;
            }
            else
            {
                errors.Add(new FieldError("/hired_instance_id", $"Give an id that begins with {HiredAgentId.Prefix}."));
            }
        }

        var statuses = new List<RunStatus>();
        foreach (var word in (status ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (EnumNames.TryRead<RunStatus>(word, out var known))
            {
                statuses.Add(known);
            }
            else
            {
                errors.Add(new FieldError("/status", $"«{word}» is not a status of a run. Use {string.Join(", ", Enum.GetValues<RunStatus>().Select(EnumNames.Write))}."));
            }
        }

        return errors.Count > 0
            ? Refusals.Invalid(errors)
            : new RunFilter(string.IsNullOrEmpty(agent) ? null : agent, hired, Statuses: statuses);
    }

    private static async Task<RunDetail?> FindAsync(string runId, IRunQueries queries, HttpContext context) =>
        StrongId.TryParse<RunId>(runId, out var run) ? await queries.FindAsync(context.Actor(), run, context.RequestAborted) : null;

    private static IResult NoSuchRun() => Problems.From(Refusals.NotFound("run"));
}
