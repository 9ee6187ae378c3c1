using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;

namespace Synter.Web.Api.Wire;

public sealed record DeliverableResponse(
    DeliverableId DeliverableId,
    HiredAgentId? HiredInstanceId,
    GoalId? GoalId,
    RunId? RunId,
    string Kind,
    string Title,
    string BodyMarkdown,
    DeliverableState State,
    int Revision,
    string ContentHash,
    bool Readable,
    IReadOnlyList<EffectResponse> Effects,
    ApprovalResponse? Approval,
    DeliverableGroupResponse? Group,
    Risk Risk,
    DateTimeOffset? SuggestedAt,
    DateTimeOffset? SendAt,
    DateTimeOffset? ExecuteAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset StateAt,
    DeliverableId? SupersededBy,
    string CorrelationId)
{
    public static DeliverableResponse From(DeliverableView view) => new(
        view.Row.Id, view.Row.Agent, view.Row.Goal, view.Row.Run, view.Row.Kind, view.Row.Title, view.BodyMarkdown, view.Row.State,
        view.Row.Revision, view.Row.ContentHash.Text, view.IsReadable, [.. view.Effects.Select(EffectResponse.From)],
        view.Approval is null ? null : ApprovalResponse.From(view.Approval), DeliverableGroupResponse.From(view.Row.Group), view.Row.Risk,
        view.Row.SuggestedAt, view.Row.SendAt, view.Row.ExecuteAt, view.Row.CreatedAt, view.Row.StateAt, view.Row.SupersededBy, view.Correlation.Value);
}

public sealed record DeliverableGroupResponse(string GroupId, string Title, int Position)
{
    public static DeliverableGroupResponse? From(DeliverableGroup? group) => group is null ? null : new(group.GroupId, group.Title, group.Position);
}

public sealed record EffectResponse(
    EffectId EffectId,
    DeliverableId DeliverableId,
    string Kind,
    string Provider,
    string Account,
    CredentialRef? CredentialRef,
    JsonObject? Target,
    JsonObject? Before,
    JsonObject? After,
    string Reason,
    MoneyResponse? CostBound,
    DateTimeOffset? SendAt,
    string IdempotencyKey,
    string? Compensation,
    EffectState State,
    DateTimeOffset StateAt,
    int Attempts,
    DateTimeOffset? RetryAt,
    string? ProviderRef,
    string? ProviderUrl,
    EffectProblem? Problem,
    string? CorrelationId)
{
    public static EffectResponse From(EffectView effect) => new(
        effect.Id, effect.Deliverable, effect.Kind, effect.Provider, effect.Account, effect.Credential, effect.Target, effect.Before, effect.After,
        effect.Reason, MoneyResponse.From(effect.CostBound), effect.SendAt, effect.IdempotencyKey, effect.Compensation, effect.State, effect.StateAt,
        effect.Attempts, effect.RetryAt, effect.ProviderRef, effect.ProviderUrl,
        effect.ProblemCode is null ? null : new EffectProblem(effect.ProblemCode, effect.Problem ?? ""), effect.Correlation?.Value);
}

/// <summary>Why a change failed or was denied.</summary>
public sealed record EffectProblem(string Code, string Message);

/// <param name="Amount">In the currency's main unit, as text: no reader may round it.</param>
public sealed record MoneyResponse(string Amount, string Currency)
{
    public static MoneyResponse? From(Money? money) =>
        money is { } some ? new(some.Amount.ToString("0.00####", System.Globalization.CultureInfo.InvariantCulture), some.Currency) : null;
}

public sealed record ApprovalResponse(
    ApprovalId ApprovalId,
    DeliverableId DeliverableId,
    int Revision,
    string ContentHash,
    string ApprovedBy,
    UserId ApprovedById,
    DateTimeOffset ApprovedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? SpentAt,
    ApprovalEnd? Ended)
{
    public static ApprovalResponse From(Approval approval) => new(
        approval.Id, approval.Deliverable, approval.Revision, approval.ContentHash.Text, approval.ApprovedByName, approval.ApprovedBy,
        approval.ApprovedAt, approval.ExpiresAt, approval.SpentAt, approval.End);
}

public enum ReviewDecision
{
    Approve,
    Reject,
    Edit,
    Acknowledge,
    Withdraw,
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ReviewRequest(ReviewDecision Decision, int Revision, string ContentHash, string? Note = null, ReviewEdit? Edit = null);

/// <param name="BodyMarkdown">For reading; changes no effect.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ReviewEdit(string? BodyMarkdown = null, IReadOnlyList<ReviewEffectEdit>? Effects = null);

/// <param name="Payload">New values for the editable fields of the effect's <c>after</c>, and its <c>send_at</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ReviewEffectEdit(string EffectId, JsonObject Payload);

/// <param name="ExecuteAt">When it goes out by itself; until then it can be undone. By API approving never executes.</param>
public sealed record ReviewResponse(
    DeliverableId DeliverableId, DeliverableState State, int Revision, string ContentHash, ApprovalResponse? Approval, DateTimeOffset? ExecuteAt)
{
    public static ReviewResponse From(Decided decided) => new(
        decided.Deliverable, decided.State, decided.Revision, decided.ContentHash.Text,
        decided.Approval is null ? null : ApprovalResponse.From(decided.Approval), decided.ExecuteAt);
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ExecuteRequest(string? ApprovalId = null, bool DryRun = false, [property: JsonPropertyName("dryRun")] bool DryRunAsSeed = false)
{
    /// <summary>Whether either name asks for it: what was meant to be tried must never be sent.</summary>
    [JsonIgnore]
    public bool IsDry => DryRun || DryRunAsSeed;
}

/// <param name="Effects">For a dry run: each is <c>skipped</c>, with what would have kept it from being sent.</param>
public sealed record ExecuteResponse(DeliverableId DeliverableId, DeliverableState State, string CorrelationId, IReadOnlyList<RehearsedEffect>? Effects)
{
    public static ExecuteResponse From(Execution execution) => new(
        execution.Deliverable, execution.State, execution.Correlation.Value,
        execution.Effects.Count == 0 ? null : [.. execution.Effects.Select(e => new RehearsedEffect(e.Effect, EffectState.Skipped, e.Problem))]);
}

public sealed record RehearsedEffect(EffectId EffectId, EffectState State, string? Problem);
