using Synter.Domain.Agents.Catalog;
using Synter.Domain.Kernel;
using Synter.Web.Api.Wire;

namespace Synter.Web.Api;

/// <summary>What can be hired. The catalogue is the same for every workspace.</summary>
public static class AgentTypesApi
{
    public static void MapAgentTypesApi(this WebApplication app)
    {
        var types = app.MapGroup("/api/v1/agent-types").WithTags("Agent types");
        types.MapGet("", ListAsync).Says("listAgentTypes", "List the agent types there are to hire").Produces<ListResponse<AgentTypeItem>>();
        types.MapGet("/{agent_type_id}", FindAsync).Says("getAgentType", "Read one agent type: config schema, goal templates, limits").Produces<AgentTypeResponse>().ProducesProblem(404);
    }

    private static async Task<IResult> ListAsync(int? limit, string? cursor, IAgentCatalog catalog, CancellationToken cancellationToken) =>
        ShortList.Page(await catalog.LatestAsync(cancellationToken), limit, cursor, AgentTypeItem.From);

    private static async Task<IResult> FindAsync(
        [Microsoft.AspNetCore.Mvc.FromRoute(Name = "agent_type_id")] string agentTypeId, int? version, IAgentCatalog catalog, CancellationToken cancellationToken) =>
        await catalog.FindAsync(agentTypeId, version, cancellationToken) is { } type
            ? TypedResults.Ok(AgentTypeResponse.From(type))
            : Problems.From(Refusals.NotFound("agent type"));
}
