using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Synter.Domain.Agents.Catalog.Schemas;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Catalog;

/// <summary>
/// A kind of agent that can be hired: data, not code. A published version never changes; hired agents stay on the version
/// they were hired at.
/// </summary>
public sealed partial class AgentTypeDefinition
{
    internal AgentTypeDefinition(JsonObject source) => Json = source.ToJsonString();

    /// <summary>Opaque; the «.v1» some end on is not <see cref="Version"/>.</summary>
    public required string Id { get; init; }

    /// <summary>From 1.</summary>
    public required int Version { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    public required AgentListing Listing { get; init; }

    public required ConfigSchema ConfigSchema { get; init; }

    public required IReadOnlyList<GoalTemplate> GoalTemplates { get; init; }

    /// <summary>Null for a type whose runs all serve a goal.</summary>
    public DirectRun? DirectRun { get; init; }

    public required EnforcementDefaults Enforcement { get; init; }

    /// <summary>What it was read from, without insignificant whitespace: the text that is kept and compared.</summary>
    public string Json { get; }

    /// <summary>Whether a text could be the id of an agent type; what could not be needs no looking up.</summary>
    public static bool IsId(string text) => IdForm().IsMatch(text);

    public GoalTemplate? Template(string id) => GoalTemplates.FirstOrDefault(t => t.Id == id);

    /// <summary>Reads a definition strictly (docs/json-schema.md); every problem is told with its pointer.</summary>
    public static Result<AgentTypeDefinition> Parse(JsonObject source) => Unstorable.Find(source) is { Count: > 0 } faults
        ? Refusals.Invalid([.. faults.Select(f => new FieldError(f.Pointer, f.Message))])
        : new DefinitionReader(source).Read();

    [GeneratedRegex(@"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*\z")]
    internal static partial Regex IdForm();
}
