using System.Text.Json.Nodes;

namespace Synter.Domain.DataGen.Making;

/// <summary>What a record must keep to: its schema, then uniqueness. The values of one that passes are taken.</summary>
public sealed class RecordCheck(RecordSchema? schema, UniqueValues unique)
{
    public string? Violation(JsonObject record) => schema?.Violation(record) ?? unique.Violation(record);
}
