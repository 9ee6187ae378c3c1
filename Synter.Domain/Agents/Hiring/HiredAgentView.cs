using System.Text.Json.Nodes;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Hiring;

/// <summary>A hired agent as pages and the API show it.</summary>
/// <param name="TypeName">What its type is called.</param>
/// <param name="LiveRevision">The config revision that runs use; older than <paramref name="ConfigRevision"/> while an edit is unfinished.</param>
/// <param name="Missing">What the config still needs; empty when it is whole.</param>
/// <param name="Etag">For <c>If-Match</c> and for forms: names the config as it was read.</param>
public sealed record HiredAgentView(
    HiredAgentId Id,
    string AgentTypeId,
    int Version,
    string TypeName,
    string Nickname,
    HiredAgentStatus Status,
    JsonObject Config,
    int ConfigRevision,
    int? LiveRevision,
    IReadOnlyList<FieldError> Missing,
    string Etag,
    Trial? Trial,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    /// <summary>Whether the config as saved is whole.</summary>
    public bool Configured => Missing.Count == 0;

    public static HiredAgentView Of(HiredAgent agent, string typeName, IReadOnlyList<FieldError> missing) => new(
        agent.Id, agent.AgentTypeId, agent.Version, typeName, agent.Nickname, agent.Status, agent.Config, agent.ConfigRevision,
        agent.LiveRevision, missing, agent.Etag, agent.Trial, agent.CreatedAt, agent.UpdatedAt);
}
