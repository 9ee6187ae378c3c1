using System.Text.Json.Nodes;
using Synter.Domain.Agents.Catalog.Schemas;
using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Gate;

/// <summary>What the cost bound of a kind is counted in.</summary>
public enum CostUnit
{
    /// <summary>It costs nothing to do.</summary>
    None,

    /// <summary>An amount of a currency; a change of this kind must say its bound.</summary>
    Money,
}

/// <summary>One kind of change there can be outside: what it looks like, who takes it, what a person may edit in it.</summary>
public sealed class EffectKind
{
    /// <summary>The version of the payloads below; each <c>after</c> carries it as <c>v</c>.</summary>
    public const int PayloadVersion = 1;

    public required string Key { get; init; }

    /// <summary>What people call it, as in «Post».</summary>
    public required string Name { get; init; }

    public required IReadOnlySet<string> Providers { get; init; }

    public required ConfigSchema Target { get; init; }

    public required ConfigSchema After { get; init; }

    /// <summary>The fields of <c>after</c> that a reviewer may change. All others are the agent's word or not at all.</summary>
    public required IReadOnlySet<string> Editable { get; init; }

    /// <summary>Whether such a change can be put back at all. A change that we can put back ourselves names how, as its compensation.</summary>
    public required bool IsReversible { get; init; }

    public required CostUnit CostUnit { get; init; }

    internal static ConfigSchema Schema(string json) =>
        ConfigSchema.Parse(JsonNode.Parse(json)!.AsObject()) is { IsOk: true } parsed
            ? parsed.Value
            : throw new InvalidOperationException("An effect kind's schema is not one: " + json);
}
