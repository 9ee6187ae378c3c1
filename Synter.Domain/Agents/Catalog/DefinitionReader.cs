using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Synter.Domain.Agents.Catalog.Schemas;
using Synter.Domain.Agents.Schedules;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Catalog;

/// <summary>Reads a definition file, gathering every problem.</summary>
internal sealed partial class DefinitionReader(JsonObject source)
{
    private readonly List<FieldError> _problems = [];

    public Result<AgentTypeDefinition> Read()
    {
        var reader = new StrictReader(source, "", _problems);
        var definition = new AgentTypeDefinition(source)
        {
            Id = ReadId(reader, "agent_type_id", AgentTypeDefinition.IdForm()),
            Version = reader.RequiredCount("version", least: 1),
            Name = reader.RequiredText("name"),
            Description = reader.RequiredText("description"),
            Listing = ReadListing(reader),
            ConfigSchema = ReadSchema(reader, "config_schema"),
            GoalTemplates = ReadTemplates(reader),
            DirectRun = ReadDirectRun(reader),
            Enforcement = ReadEnforcement(reader),
        };
        reader.Finish();
        return _problems.Count == 0 ? definition : Refusals.Invalid(_problems);
    }

    private static string ReadId(StrictReader reader, string name, Regex form)
    {
        var id = reader.RequiredText(name);
        if (id.Length > 0 && !form.IsMatch(id))
        {
            reader.Refuse(name, "must be lower-case letters, digits and underscores");
        }

        return id;
    }

    private static AgentListing ReadListing(StrictReader reader)
    {
        var listing = reader.RequiredInner("listing");
        var read = new AgentListing(
            listing.RequiredText("category"),
            Choice<AgentImpact>(listing, "impact"),
            listing.RequiredText("needs"),
            listing.RequiredText("may_change"));
        listing.Finish();
        return read;
    }

    private ConfigSchema ReadSchema(StrictReader reader, string name)
    {
        var json = reader.RequiredObject(name);
        if (!ConfigSchema.Parse(json).TryGet(out var schema, out var refusal))
        {
            _problems.AddRange(refusal.Errors.Select(e => e with { Pointer = reader.PointerTo(name) + e.Pointer }));
            return ConfigSchema.Parse([]).Value;
        }

        if (schema.Root is not { Types: SchemaTypes.Object, AllowsOthers: false })
        {
            reader.Refuse(name, "must be an object whose additionalProperties are false: an unknown field is a mistake, not an extra");
        }

        return schema;
    }

    private List<GoalTemplate> ReadTemplates(StrictReader reader)
    {
        var templates = new List<GoalTemplate>();
        var list = reader.List("goal_templates") ?? [];
        for (var i = 0; i < list.Count; i++)
        {
            var pointer = JsonPointer.Append(reader.PointerTo("goal_templates"), i);
            if (list[i] is JsonObject json)
            {
                templates.Add(ReadTemplate(new StrictReader(json, pointer, _problems)));
            }
            else
            {
                _problems.Add(new(pointer, "must be an object"));
            }
        }

        if ((templates.Count == 0 && !reader.Has("direct_run")) || templates.DistinctBy(t => t.Id).Count() != templates.Count)
        {
            reader.Refuse("goal_templates", "must list at least one template where there is no direct_run, and no id twice");
        }

        return templates;
    }

    private GoalTemplate ReadTemplate(StrictReader reader)
    {
        var frequency = Choice<Frequency>(reader, "default_frequency");
        var template = new GoalTemplate(
            ReadId(reader, "goal_template_id", TemplateId()),
            reader.RequiredText("name"),
            reader.RequiredText("description"),
            ReadSchema(reader, "settings_schema"),
            frequency,
            ReadSchedule(reader),
            reader.RequiredText("skill_binding"));
        if (!template.Frequencies.Contains(frequency))
        {
            reader.Refuse("default_frequency", "must be scheduled where there is a fixed schedule, and only there");
        }

        reader.Finish();
        return template;
    }

    private DirectRun? ReadDirectRun(StrictReader reader)
    {
        if (reader.Inner("direct_run") is not { } direct)
        {
            return null;
        }

        var read = new DirectRun(ReadSchema(direct, "params_schema"), direct.RequiredText("skill_binding"));
        direct.Finish();
        return read;
    }

    private Schedule? ReadSchedule(StrictReader reader)
    {
        if (reader.Object("schedule") is not { } json)
        {
            return null;
        }

        if (Schedule.Parse(Frequency.Scheduled, json).TryGet(out var schedule, out var refusal))
        {
            return schedule;
        }

        _problems.AddRange(refusal.Errors.Select(e => e with { Pointer = reader.PointerTo("schedule") + e.Pointer }));
        return null;
    }

    private static EnforcementDefaults ReadEnforcement(StrictReader reader)
    {
        var enforcement = reader.RequiredInner("enforcement_defaults");
        if (enforcement.Flag("approval_required") is not { } approvalRequired)
        {
            enforcement.Refuse("approval_required", "must be stated");
            approvalRequired = true;
        }

        TrialTerms? trial = null;
        if (enforcement.Has("trial"))
        {
            var terms = enforcement.RequiredInner("trial");
            trial = new(terms.RequiredCount("days", least: 1), terms.RequiredCount("runs", least: 1), terms.RequiredCount("drafts", least: 1));
            terms.Finish();
        }

        enforcement.Finish();
        return new(approvalRequired, trial);
    }

    private static TEnum Choice<TEnum>(StrictReader reader, string name) where TEnum : struct, Enum
    {
        var choices = Enum.GetValues<TEnum>().ToDictionary(v => JsonNamingPolicy.SnakeCaseLower.ConvertName(v.ToString()));
        if (choices.TryGetValue(reader.RequiredText(name), out var choice))
        {
            return choice;
        }

        reader.Refuse(name, $"must be one of {string.Join(", ", choices.Keys)}");
        return default;
    }

    [GeneratedRegex(@"^[a-z][a-z0-9_]*\z")]
    private static partial Regex TemplateId();
}
