using System.Text.Json.Nodes;
using Synter.Domain.Accounts;
using Synter.Domain.Agents.Catalog;
using Synter.Domain.Agents.Schedules;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Hiring;

/// <summary>A goal to save.</summary>
/// <param name="Id">Null adds one.</param>
/// <param name="Frequency">Null takes the template's default.</param>
/// <param name="Schedule">Null takes the frequency's defaults.</param>
public sealed record GoalDraft(GoalId? Id, string GoalTemplateId, Frequency? Frequency, JsonObject? Schedule, JsonObject? Settings);

/// <summary>Adds a goal to a hired agent or changes one. Unlike a config, a goal is whole or it is refused.</summary>
public sealed class SaveGoal(IAgentCatalog catalog, ValueCheck check, IHiringStore store, HiringDesk desk, TimeProvider clock)
{
    public async Task<Result<GoalView>> ExecuteAsync(Actor actor, HiredAgentId id, GoalDraft draft, CancellationToken cancellationToken)
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
        if (!(await PlanAsync(actor, definition, draft, cancellationToken)).TryGet(out var plan, out var refusal))
        {
            return refusal;
        }

        var saved = await desk.ChangeAsync(
            actor,
            id,
            (locked, zone, at) => draft.Id is { } goal
                ? locked.ChangeGoal(goal, plan, zone, at)
                : locked.AddGoal(StrongId.New<GoalId>(clock), plan, zone, at),
            goal => AuditEntry.By(actor, "goal.saved", goal.Id.ToString(), Details(goal)),
            cancellationToken);
        return saved.Then<GoalView>(g => GoalView.Of(g));
    }

    /// <summary>Everything that is wrong, whichever part of the request it stands in.</summary>
    private async Task<Result<GoalPlan>> PlanAsync(
        Actor actor, AgentTypeDefinition definition, GoalDraft draft, CancellationToken cancellationToken)
    {
        if (definition.Template(draft.GoalTemplateId) is not { } template)
        {
            return Refusals.Invalid(new FieldError("/goal_template_id", $"{definition.Name} has no such goal template."));
        }

        var judged = await check.JudgeAsync(actor.Workspace, template.SettingsSchema, draft.Settings ?? [], "/settings", cancellationToken);
        var settings = judged.RefusalUnlessWhole;
        if (When(template, draft).TryGet(out var when, out var refusal) && settings is null)
        {
            return new GoalPlan(template, when, judged.Value);
        }

        return (settings ?? refusal)! with { Errors = [.. refusal?.Errors ?? [], .. settings?.Errors ?? []] };
    }

    private static Result<Schedule> When(GoalTemplate template, GoalDraft draft)
    {
        var frequency = draft.Frequency ?? template.DefaultFrequency;
        if (!template.Frequencies.Contains(frequency))
        {
            return Refusals.Invalid(new FieldError("/frequency", template.FixedSchedule is null
                ? "Choose daily, weekly, monthly or on_demand."
                : "This goal has a fixed schedule. Its frequency is scheduled."));
        }

        if (template.FixedSchedule is { } fixedSchedule)
        {
            return draft.Schedule is not { Count: > 0 } given || JsonEquality.AreEqual(given, fixedSchedule.ToJson())
                ? fixedSchedule
                : Refusals.Invalid(new FieldError("/schedule", "This goal has a fixed schedule. Leave this out."));
        }

        var parsed = Schedule.Parse(frequency, draft.Schedule);
        return parsed.IsOk
            ? parsed
            : parsed.Refusal with { Errors = [.. parsed.Refusal.Errors.Select(e => e with { Pointer = "/schedule" + e.Pointer })] };
    }

    private static JsonObject Details(Goal goal) => new()
    {
        ["hired_instance_id"] = goal.HiredAgentId.ToString(),
        ["goal_template_id"] = goal.GoalTemplateId,
        ["revision"] = goal.Revision,
        ["schedule"] = goal.Schedule.DeepClone(),
    };
}
