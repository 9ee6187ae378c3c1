using System.Text.Json.Nodes;

namespace Synter.Domain.Agents.Catalog.Schemas;

/// <summary>What a schema says for people only. Stated beside a reference, it replaces what the target says.</summary>
internal sealed record SchemaAnnotations(string? Title, string? Description, JsonNode? Default);
