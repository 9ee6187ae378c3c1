using System.Text.Json.Nodes;
using Synter.Domain.Accounts;
using Synter.Domain.Agents.Catalog;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Hiring;

/// <summary>A config to save.</summary>
/// <param name="Id">Null hires another agent of the type, at its latest version.</param>
/// <param name="IfMatch">The etag of what the person saw; null saves whatever stands there now.</param>
public sealed record ConfigDraft(HiredAgentId? Id, string AgentTypeId, JsonObject Config, string? IfMatch = null);

/// <summary>Saves a config as far as it is filled in. What is wrong in it is refused and changes nothing.</summary>
public sealed class SaveDraft(IAgentCatalog catalog, ValueCheck check, IHiringStore store, HiringDesk desk, IWorkspaceFeed feed, TimeProvider clock)
{
    public async Task<Result<HiredAgentView>> ExecuteAsync(Actor actor, ConfigDraft draft, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ConfigureAgents) is { } lacking)
        {
            return lacking;
        }

        if (!(await DefinitionAsync(actor, draft, cancellationToken)).TryGet(out var definition, out var refusal))
        {
            return refusal;
        }

        var judged = await check.JudgeAsync(actor.Workspace, definition.ConfigSchema, draft.Config, "/config", cancellationToken);
        if (judged.Refusal is { } wrong)
        {
            return wrong;
        }

        var config = new CheckedConfig(definition, judged.Value, judged.Missing);
        var saved = draft.Id is { } id
            ? await ReconfigureAsync(actor, id, config, draft.IfMatch, cancellationToken)
            : await HireAsync(actor, config, cancellationToken);
        return saved.Then<HiredAgentView>(agent => HiredAgentView.Of(agent, definition.Name, config.Missing));
    }

    private async Task<Result<AgentTypeDefinition>> DefinitionAsync(Actor actor, ConfigDraft draft, CancellationToken cancellationToken)
    {
        if (draft.Id is not { } id)
        {
            var latest = await catalog.FindAsync(draft.AgentTypeId, null, cancellationToken);
            return latest is not null ? latest : Refusals.Invalid(new FieldError("/agent_type_id", "There is no such agent type."));
        }

        if (await store.FindAsync(actor.Workspace, id, cancellationToken) is not { } agent)
        {
            return HiringErrors.NoSuchAgent;
        }

        return agent.AgentTypeId == draft.AgentTypeId
            ? (await catalog.FindAsync(agent.AgentTypeId, agent.Version, cancellationToken))!
            : Refusals.Invalid(new FieldError("/agent_type_id", "This agent is of another type. Hire one of this type instead."));
    }

    private async Task<Result<HiredAgent>> HireAsync(Actor actor, CheckedConfig config, CancellationToken cancellationToken)
    {
        var agent = HiredAgent.Hire(StrongId.New<HiredAgentId>(clock), actor.Workspace, config, clock.Now());
        var details = new JsonObject { ["agent_type_id"] = agent.AgentTypeId, ["version"] = agent.Version };
        await store.AddAsync(actor, agent, AuditEntry.By(actor, "agent.hired", agent.Id.ToString(), details), cancellationToken);
        feed.Publish(actor.Workspace, FeedTopic.Agents, agent.Id.ToString());
        return agent;
    }

    private async Task<Result<HiredAgent>> ReconfigureAsync(
        Actor actor, HiredAgentId id, CheckedConfig config, string? ifMatch, CancellationToken cancellationToken)
    {
        JsonObject before = [];
        return await desk.ChangeAsync<HiredAgent>(
            actor,
            id,
            (agent, zone, at) =>
            {
                before = agent.Config;
                return agent.Matches(ifMatch) ? agent.Reconfigure(config, zone, at).Then<HiredAgent>(_ => agent) : HiringErrors.Stale;
            },
            agent => AuditEntry.By(actor, "agent.configured", id.ToString(), Changes(before, agent)),
            cancellationToken);
    }

    /// <summary>The names of what changed; the values stand in the revisions.</summary>
    private static JsonObject Changes(JsonObject before, HiredAgent agent)
    {
        var names = before.Select(m => m.Key).Union(agent.Config.Select(m => m.Key)).Where(n => !JsonEquality.AreEqual(before[n], agent.Config[n]));
        return new()
        {
            ["revision"] = agent.ConfigRevision,
            ["is_live"] = agent.LiveRevision == agent.ConfigRevision,
            ["changed"] = new JsonArray([.. names.Order(StringComparer.Ordinal).Select(n => JsonValue.Create(n))]),
        };
    }
}
