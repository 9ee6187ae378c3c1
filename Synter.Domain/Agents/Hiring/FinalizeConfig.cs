using System.Text.Json.Nodes;
using Synter.Domain.Accounts;
using Synter.Domain.Agents.Catalog;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Hiring;

/// <summary>Says that a config is whole. It is judged again: a credential it refers to may have been revoked since it was saved.</summary>
public sealed class FinalizeConfig(IAgentCatalog catalog, ValueCheck check, IHiringStore store, HiringDesk desk)
{
    public async Task<Result<HiredAgentView>> ExecuteAsync(Actor actor, HiredAgentId id, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ConfigureAgents) is { } lacking)
        {
            return lacking;
        }

        if (await store.FindAsync(actor.Workspace, id, cancellationToken) is not { } agent)
        {
            return HiringErrors.NoSuchAgent;
        }

        var definition = (await catalog.FindAsync(agent.AgentTypeId, agent.Version, cancellationToken))!;
        var judged = await check.JudgeAsync(actor.Workspace, definition.ConfigSchema, agent.Config, "/config", cancellationToken);
        if (agent.Status != HiredAgentStatus.Ended && judged.RefusalUnlessWhole is { } refusal)
        {
            return refusal;
        }

        var etag = agent.Etag;
        var config = new CheckedConfig(definition, judged.Value, judged.Missing);
        var finalized = await desk.ChangeAsync<HiredAgent>(
            actor,
            id,
            // What was judged is what is finalised: a save in between is judged by its own finalise.
            (locked, zone, at) => locked.Matches(etag) ? locked.FinalizeConfig(config, zone, at).Then<HiredAgent>(_ => locked) : HiringErrors.Stale,
            locked => AuditEntry.By(actor, "agent.finalized", id.ToString(), new JsonObject { ["revision"] = locked.ConfigRevision }),
            cancellationToken);
        return finalized.Then<HiredAgentView>(a => HiredAgentView.Of(a, definition.Name, config.Missing));
    }
}
