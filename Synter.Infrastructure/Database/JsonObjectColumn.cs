using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Synter.Infrastructure.Database;

/// <summary>Keeps a JSON object, for what the schema really leaves open: config values and settings.</summary>
internal static class JsonObjectColumn
{
    public static PropertyBuilder<JsonObject> IsJson(this PropertyBuilder<JsonObject> property) =>
        property.HasConversion(new Converter(), new Comparer()).HasColumnType("jsonb");

    private sealed class Converter() : ValueConverter<JsonObject, string>(value => value.ToJsonString(null), text => Parse(text))
    {
        private static JsonObject Parse(string text) => JsonNode.Parse(text)!.AsObject();
    }

    // A JsonObject can be changed in place, so what was loaded is remembered as a copy.
    private sealed class Comparer() : ValueComparer<JsonObject>(
        (left, right) => JsonNode.DeepEquals(left, right), value => value.Count, value => (JsonObject)value.DeepClone());
}
