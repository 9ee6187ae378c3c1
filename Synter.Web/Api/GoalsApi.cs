using Microsoft.AspNetCore.Mvc;
using Synter.Domain.Accounts;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Kernel;
using Synter.Web.Api.Wire;
using Synter.Web.Features.Accounts;

namespace Synter.Web.Api;

/// <summary>The goals of a hired agent.</summary>
public static class GoalsApi
{
    public static void MapGoalsApi(this WebApplication app)
    {
        var goals = app.MapGroup("/api/v1/hired-agents/{id}/goals").WithTags("Goals");
        goals.MapGet("", ListAsync).Says("listGoals", "List the goals of a hired agent").Produces<ListResponse<GoalResponse>>().ProducesProblem(404);
        goals.MapPut("", SaveAsync).Needs(Permission.ConfigureAgents).Says("saveGoal", "Set a goal, or change one").WithIdempotency().Produces<GoalResponse>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        goals.MapDelete("/{goal_id}", EndAsync).Needs(Permission.ConfigureAgents).Says("endGoal", "End a goal").Produces(204).ProducesProblem(404);
        goals.MapDelete("", EndByQueryAsync).Needs(Permission.ConfigureAgents).Says("endGoalByQuery", "End the goal that goal_id names").Produces(204).ProducesProblem(404);
        goals.MapPost("/{goal_id}/pause", PauseAsync).Needs(Permission.ConfigureAgents).Says("pauseGoal", "Pause a goal").WithIdempotency().Produces<GoalResponse>().ProducesProblem(404).ProducesProblem(409);
        goals.MapPost("/{goal_id}/resume", ResumeAsync).Needs(Permission.ConfigureAgents).Says("resumeGoal", "Resume a paused goal").WithIdempotency().Produces<GoalResponse>().ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> ListAsync(string id, int? limit, string? cursor, IHiringQueries queries, HttpContext context) =>
        StrongId.TryParse<HiredAgentId>(id, out var agent) && await queries.GoalsAsync(context.Actor(), agent, context.RequestAborted) is { } goals
            ? ShortList.Page(goals, limit, cursor, GoalResponse.From)
            : Problems.From(HiringErrors.NoSuchAgent);

    private static async Task<IResult> SaveAsync(string id, SaveGoalRequest request, SaveGoal save, HttpContext context)
    {
        if (!StrongId.TryParse<HiredAgentId>(id, out var agent))
        {
            return Problems.From(HiringErrors.NoSuchAgent);
        }

        GoalId? goal = null;
        if (request.GoalId is { } given)
        {
            if (!StrongId.TryParse<GoalId>(given, out var parsed))
            {
                return Problems.From(HiringErrors.NoSuchGoal);
            }

            goal = parsed;
        }

        var draft = new GoalDraft(goal, request.GoalTemplateId, request.Frequency, request.Schedule, request.Settings);
        return (await save.ExecuteAsync(context.Actor(), agent, draft, context.RequestAborted)).ToHttp(saved => TypedResults.Ok(GoalResponse.From(saved)));
    }

    private static async Task<IResult> EndAsync(string id, [FromRoute(Name = "goal_id")] string goalId, MoveGoal move, HttpContext context) =>
        (await MoveAsync(id, goalId, GoalStatus.Ended, move, context)).ToHttp(_ => TypedResults.NoContent());

    private static async Task<IResult> EndByQueryAsync(string id, [FromQuery(Name = "goal_id")] string? goalId, MoveGoal move, HttpContext context) => goalId is null
        ? Problems.From(Refusals.Invalid(new FieldError("/goal_id", "Say which goal, as in ?goal_id=gol_….")))
        : await EndAsync(id, goalId, move, context);

    private static async Task<IResult> PauseAsync(string id, [FromRoute(Name = "goal_id")] string goalId, MoveGoal move, HttpContext context) =>
        (await MoveAsync(id, goalId, GoalStatus.Paused, move, context)).ToHttp(goal => TypedResults.Ok(GoalResponse.From(goal)));

    private static async Task<IResult> ResumeAsync(string id, [FromRoute(Name = "goal_id")] string goalId, MoveGoal move, HttpContext context) =>
        (await MoveAsync(id, goalId, GoalStatus.Active, move, context)).ToHttp(goal => TypedResults.Ok(GoalResponse.From(goal)));

    private static async Task<Result<GoalView>> MoveAsync(string id, string goalId, GoalStatus to, MoveGoal move, HttpContext context)
    {
        if (!StrongId.TryParse<HiredAgentId>(id, out var agent))
        {
            return HiringErrors.NoSuchAgent;
        }

        return StrongId.TryParse<GoalId>(goalId, out var goal)
            ? await move.ExecuteAsync(context.Actor(), agent, goal, to, context.RequestAborted)
            : HiringErrors.NoSuchGoal;
    }
}
