using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Synter.Domain.Kernel;

namespace Synter.Web.Api;

/// <summary>
/// Says everything that is wrong with a body which did not fit its type. The framework stops at the first mistake; a
/// person mending a request wants them all.
/// </summary>
public static class BodyErrors
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Null when the body is not JSON at all, or repeats a key.</summary>
    public static IReadOnlyList<FieldError>? Find(Stream body, Type? type)
    {
        try
        {
            var node = JsonNode.Parse(body, documentOptions: Strict);
            var errors = new List<FieldError>();
            if (type is not null) Check(node, ApiJson.Options.GetTypeInfo(type), "", errors);
            return errors;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Check(JsonNode? node, JsonTypeInfo type, string pointer, List<FieldError> errors)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object when node is JsonObject obj:
                CheckObject(obj, type, pointer, errors);
                break;
            case JsonTypeInfoKind.Enumerable when node is JsonArray array && type.ElementType is { } element:
                for (var i = 0; i < array.Count; i++) Check(array[i], ApiJson.Options.GetTypeInfo(element), $"{pointer}/{i}", errors);
                break;
            case JsonTypeInfoKind.Dictionary when node is JsonObject map && type.ElementType is { } element:
                foreach (var (key, value) in map) Check(value, ApiJson.Options.GetTypeInfo(element), $"{pointer}/{Escape(key)}", errors);
                break;
            default:
                CheckValue(node, type, pointer, errors);
                break;
        }
    }

    private static void CheckObject(JsonObject obj, JsonTypeInfo type, string pointer, List<FieldError> errors)
    {
        foreach (var property in type.Properties)
        {
            var at = $"{pointer}/{Escape(property.Name)}";
            if (!obj.TryGetPropertyValue(property.Name, out var value))
            {
                if (property.IsRequired) errors.Add(new FieldError(at, "This is needed."));
            }
            else if (value is not null)
            {
                Check(value, ApiJson.Options.GetTypeInfo(property.PropertyType), at, errors);
            }
            else if (!MayBeNull(property))
            {
                errors.Add(new FieldError(at, "This is needed: it cannot be null."));
            }
        }

        if (type.UnmappedMemberHandling == JsonUnmappedMemberHandling.Disallow)
            errors.AddRange(obj.Where(member => type.Properties.All(property => property.Name != member.Key))
                .Select(member => new FieldError($"{pointer}/{Escape(member.Key)}", "There is no such field here.")));
    }

    private static bool MayBeNull(JsonPropertyInfo property) => property.PropertyType.IsValueType
        ? Nullable.GetUnderlyingType(property.PropertyType) is not null
        : property.AssociatedParameter?.IsNullable ?? property.IsSetNullable;

    private static void CheckValue(JsonNode? node, JsonTypeInfo type, string pointer, List<FieldError> errors)
    {
        try
        {
            _ = node.Deserialize(type);
        }
        catch (Exception misfit) when (misfit is JsonException or FormatException or InvalidOperationException)
        {
            errors.Add(new FieldError(pointer, $"This is {Kind(node)}; {Expected(type.Type)} is expected."));
        }
    }

    private static string Kind(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        _ => "null",
    };

    private static string Expected(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(string)) return "text";
        if (plain == typeof(bool)) return "true or false";
        if (plain == typeof(int) || plain == typeof(long) || plain == typeof(short)) return "a whole number";
        if (plain == typeof(decimal) || plain == typeof(double) || plain == typeof(float)) return "a number";
        if (plain == typeof(DateTimeOffset)) return "a time in RFC 3339, as in 2026-01-31T09:00:00Z,";
        if (plain == typeof(DateOnly)) return "a date, as in 2026-01-31,";
        if (plain.IsEnum) return $"one of {string.Join(", ", Enum.GetNames(plain).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName))}";
        if (plain.IsValueType) return "an id with its prefix";
        return typeof(System.Collections.IEnumerable).IsAssignableFrom(plain) && !typeof(JsonObject).IsAssignableFrom(plain) ? "a list" : "an object";
    }

    /// <summary>RFC 6901.</summary>
    private static string Escape(string key) => key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
