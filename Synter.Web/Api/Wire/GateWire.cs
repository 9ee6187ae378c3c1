using System.Text.Json.Serialization;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;

namespace Synter.Web.Api.Wire;

public sealed record DenialResponse(
    DenialId DenialId,
    DateTimeOffset At,
    string Code,
    string Message,
    string CorrelationId,
    DeliverableId DeliverableId,
    string Title,
    EffectId? EffectId,
    HiredAgentId? HiredInstanceId,
    string Actor,
    UserId? ActorId,
    Via Via)
{
    public static DenialResponse From(DenialView denial) => new(
        denial.Id, denial.At, denial.Code, denial.Message, denial.Correlation.Value, denial.Deliverable, denial.Title, denial.Effect, denial.Agent,
        denial.ActorName, denial.Actor, denial.Via);
}

/// <param name="State">Of the deliverable it is for.</param>
public sealed record ApprovalListItem(ApprovalResponse Approval, string Title, HiredAgentId? HiredInstanceId, DeliverableState State)
{
    public static ApprovalListItem From(ApprovalRow row) => new(ApprovalResponse.From(row.Approval), row.Title, row.Agent, row.State);
}

public enum ResolvedOutcome
{
    Executed,
    Failed,
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ResolveRequest(ResolvedOutcome Outcome, string? Note = null);

public sealed record ResolveResponse(EffectId EffectId, EffectState State, DeliverableId DeliverableId, DeliverableState DeliverableState)
{
    public static ResolveResponse From(ResolvedEffect resolved) => new(resolved.Effect, resolved.State, resolved.Deliverable, resolved.DeliverableState);
}
