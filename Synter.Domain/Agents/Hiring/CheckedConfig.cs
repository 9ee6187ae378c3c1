using System.Text.Json.Nodes;
using Synter.Domain.Agents.Catalog;
using Synter.Domain.Agents.Schedules;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Hiring;

/// <summary>A config with nothing wrong in it; it may still miss things. Only <see cref="ValueCheck"/> makes one.</summary>
/// <param name="Missing">What is asked for and not there yet; pointers begin with <c>/config</c>.</param>
public sealed record CheckedConfig(AgentTypeDefinition Definition, JsonObject Value, IReadOnlyList<FieldError> Missing)
{
    public bool IsComplete => Missing.Count == 0;

    /// <summary>What people call the agent: its <c>nickname</c>, else its type's name.</summary>
    public string Nickname => Text("nickname") ?? Definition.Name;

    /// <summary>The zone it names, or null where it names none.</summary>
    public TimeZoneInfo? Zone => ZoneOf(Value);

    internal static TimeZoneInfo? ZoneOf(JsonObject config) => Zones.TryFind(TextOf(config, "timezone"), out var zone) ? zone : null;

    private static string? TextOf(JsonObject config, string name) =>
        config[name] is JsonValue value && value.TryGetValue<string>(out var text) && !string.IsNullOrWhiteSpace(text) ? text : null;

    private string? Text(string name) => TextOf(Value, name);
}
