using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Synter.Domain.Agents.Catalog;
using Synter.Domain.Agents.Schedules;

namespace Synter.Web.Api.Wire;

public sealed record AgentTypeItem(string AgentTypeId, int Version, string Name, string Description, AgentListingResponse Listing)
{
    public static AgentTypeItem From(AgentTypeDefinition type) =>
        new(type.Id, type.Version, type.Name, type.Description, AgentListingResponse.From(type.Listing));
}

public sealed record AgentListingResponse(string Category, AgentImpact Impact, string Needs, string MayChange)
{
    public static AgentListingResponse From(AgentListing listing) => new(listing.Category, listing.Impact, listing.Needs, listing.MayChange);
}

public sealed record AgentTypeResponse(
    string AgentTypeId,
    int Version,
    string Name,
    string Description,
    AgentListingResponse Listing,
    JsonObject ConfigSchema,
    IReadOnlyList<GoalTemplateResponse> GoalTemplates,
    EnforcementResponse EnforcementDefaults)
{
    public static AgentTypeResponse From(AgentTypeDefinition type) => new(
        type.Id,
        type.Version,
        type.Name,
        type.Description,
        AgentListingResponse.From(type.Listing),
        type.ConfigSchema.ToJson(),
        [.. type.GoalTemplates.Select(GoalTemplateResponse.From)],
        new(type.Enforcement.ApprovalRequired, type.Enforcement.Trial is { } trial ? new(trial.Days, trial.Runs, trial.Drafts) : null));
}

/// <param name="Schedule">Only where the type fixes one.</param>
public sealed record GoalTemplateResponse(
    string GoalTemplateId,
    string Name,
    string Description,
    JsonObject SettingsSchema,
    Frequency DefaultFrequency,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonObject? Schedule,
    string SkillBinding)
{
    public static GoalTemplateResponse From(GoalTemplate template) => new(
        template.Id, template.Name, template.Description, template.SettingsSchema.ToJson(), template.DefaultFrequency, template.FixedSchedule?.ToJson(), template.SkillBinding);
}

public sealed record EnforcementResponse(bool ApprovalRequired, TrialResponse? Trial);

public sealed record TrialResponse(int Days, int Runs, int Drafts);
