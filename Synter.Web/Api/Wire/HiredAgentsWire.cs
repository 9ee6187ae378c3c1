using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Kernel;

namespace Synter.Web.Api.Wire;

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SaveDraftRequest(string AgentTypeId, JsonObject Config, string? HiredInstanceId = null);

public sealed record HiredAgentResponse(
    HiredAgentId HiredInstanceId,
    string AgentTypeId,
    int Version,
    string Nickname,
    HiredAgentStatus Status,
    bool Configured,
    IReadOnlyList<FieldError> Missing,
    JsonObject Config,
    int ConfigRevision,
    int? LiveRevision,
    string Etag,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    public static HiredAgentResponse From(HiredAgentView agent) => new(
        agent.Id, agent.AgentTypeId, agent.Version, agent.Nickname, agent.Status, agent.Configured, agent.Missing, agent.Config,
        agent.ConfigRevision, agent.LiveRevision, agent.Etag, agent.CreatedAt, agent.UpdatedAt);
}
