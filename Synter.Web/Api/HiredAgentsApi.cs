using Microsoft.AspNetCore.Mvc;
using Synter.Domain.Accounts;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Kernel;
using Synter.Web.Api.Wire;
using Synter.Web.Features.Accounts;

namespace Synter.Web.Api;

/// <summary>Hiring agents, configuring them, letting them go.</summary>
public static class HiredAgentsApi
{
    public static void MapHiredAgentsApi(this WebApplication app)
    {
        var agents = app.MapGroup("/api/v1/hired-agents").WithTags("Hired agents");
        // A PUT without an id hires, so a client may want to repeat it safely.
        agents.MapPut("/draft", SaveDraftAsync).Needs(Permission.ConfigureAgents)
            .Says("saveHiredAgentDraft", "Hire an agent, or save its config as far as it is").WithIdempotency().Produces<HiredAgentResponse>().ProducesProblem(409).ProducesProblem(422);
        agents.MapGet("/{id}", FindAsync).Says("getHiredAgent", "Read one hired agent").Produces<HiredAgentResponse>().ProducesProblem(404);
        agents.MapGet("/by-subscription/{subscription_id}", FindBySubscription)
            .Says("getHiredAgentBySubscription", "Find a hired agent by its subscription").Produces<HiredAgentResponse>().ProducesProblem(404);
        agents.MapPost("/{id}/finalize", FinalizeAsync).Needs(Permission.ConfigureAgents)
            .Says("finalizeHiredAgent", "Check the whole config and let the agent work with it").WithIdempotency().Produces<HiredAgentResponse>().ProducesProblem(422);
        agents.MapPost("/{id}/pause", (string id, PauseAgent pause, IHiringQueries queries, HttpContext context) => ActAsync(id, pause.ExecuteAsync, queries, context)).Needs(Permission.ConfigureAgents)
            .Says("pauseHiredAgent", "Pause an agent and its goals")
            .WithIdempotency().Produces<HiredAgentResponse>().ProducesProblem(409);
        agents.MapPost("/{id}/resume", (string id, ResumeAgent resume, IHiringQueries queries, HttpContext context) => ActAsync(id, resume.ExecuteAsync, queries, context)).Needs(Permission.ConfigureAgents)
            .Says("resumeHiredAgent", "Resume a paused agent")
            .WithIdempotency().Produces<HiredAgentResponse>().ProducesProblem(409);
        agents.MapPost("/{id}/end", (string id, EndAgent end, IHiringQueries queries, HttpContext context) => ActAsync(id, end.ExecuteAsync, queries, context)).Needs(Permission.ConfigureAgents).Says("endHiredAgent", "Let an agent go")
            .WithIdempotency().Produces<HiredAgentResponse>().ProducesProblem(409);
    }

    private static async Task<IResult> SaveDraftAsync(
        SaveDraftRequest request, [FromHeader(Name = "If-Match")] string? ifMatch, SaveDraft save, HttpContext context)
    {
        HiredAgentId? id = null;
        if (request.HiredInstanceId is { } given)
        {
            if (!StrongId.TryParse<HiredAgentId>(given, out var parsed))
            {
                return Problems.From(HiringErrors.NoSuchAgent);
            }

            id = parsed;
        }

        var draft = new ConfigDraft(id, request.AgentTypeId, request.Config, ifMatch);
        return Answer(await save.ExecuteAsync(context.Actor(), draft, context.RequestAborted), context);
    }

    private static async Task<IResult> FindAsync(string id, IHiringQueries queries, HttpContext context) =>
        StrongId.TryParse<HiredAgentId>(id, out var agent)
            ? Answer(await ReadAsync(agent, queries, context), context)
            : Problems.From(HiringErrors.NoSuchAgent);

    // No workspace has a subscription yet, so none of them leads to an agent.
    private static IResult FindBySubscription([FromRoute(Name = "subscription_id")] string subscriptionId) => Problems.From(Refusals.NotFound("subscription"));

    private static async Task<IResult> FinalizeAsync(string id, FinalizeConfig finalize, HttpContext context) =>
        StrongId.TryParse<HiredAgentId>(id, out var agent)
            ? Answer(await finalize.ExecuteAsync(context.Actor(), agent, context.RequestAborted), context)
            : Problems.From(HiringErrors.NoSuchAgent);

    private static async Task<IResult> ActAsync(
        string id, Func<Actor, HiredAgentId, CancellationToken, Task<Result<Done>>> act, IHiringQueries queries, HttpContext context)
    {
        if (!StrongId.TryParse<HiredAgentId>(id, out var agent))
        {
            return Problems.From(HiringErrors.NoSuchAgent);
        }

        var acted = await act(context.Actor(), agent, context.RequestAborted);
        return acted.IsOk ? Answer(await ReadAsync(agent, queries, context), context) : Problems.From(acted.Refusal);
    }

    private static async Task<Result<HiredAgentView>> ReadAsync(HiredAgentId agent, IHiringQueries queries, HttpContext context)
    {
        var found = await queries.FindAsync(context.Actor(), agent, context.RequestAborted);
        return found is not null ? found : HiringErrors.NoSuchAgent;
    }

    private static IResult Answer(Result<HiredAgentView> result, HttpContext context) => result.ToHttp(agent =>
    {
        context.Response.Headers.ETag = agent.Etag;
        return TypedResults.Ok(HiredAgentResponse.From(agent));
    });
}
