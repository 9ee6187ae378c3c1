using System.Text.Json.Nodes;
using Synter.Domain.Agents.Catalog.Schemas;
using Synter.Domain.Kernel;

namespace Synter.Tests.Domain.Agents.Catalog;

internal static class Schemas
{
    public static ConfigSchema Parse(string json)
    {
        var result = ConfigSchema.Parse(JsonNode.Parse(json)!.AsObject());
        return result.TryGet(out var schema, out var refusal)
            ? schema
            : throw new InvalidOperationException(string.Join('\n', refusal.Errors.Select(e => $"{e.Pointer} {e.Message}")));
    }
}
