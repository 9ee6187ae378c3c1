using System.Text.Json;
using System.Text.Json.Nodes;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Catalog;

/// <summary>
/// Reads the members of a definition's object by name and type. What is asked for and absent, of another type, or there and
/// never asked for becomes a problem with its pointer, so that an author sees all of them at once.
/// </summary>
internal sealed class StrictReader(JsonObject source, string pointer, List<FieldError> problems)
{
    private readonly HashSet<string> _asked = [];

    public string Pointer => pointer;

    public bool Has(string name)
    {
        _asked.Add(name);
        return source.ContainsKey(name);
    }

    public string PointerTo(string name) => JsonPointer.Append(pointer, name);

    public void Refuse(string name, string message) => problems.Add(new(PointerTo(name), message));

    public JsonNode? Any(string name) => Has(name) ? source[name] : null;

    public string? Text(string name) => Read(name, JsonValueKind.String, "text", v => v.GetValue<string>());

    public string RequiredText(string name)
    {
        if (Text(name) is { } text && !string.IsNullOrWhiteSpace(text))
        {
            return text;
        }

        RefuseAbsent(name);
        return "";
    }

    public JsonObject? Object(string name) => Read(name, JsonValueKind.Object, "an object", v => v.AsObject());

    public JsonObject RequiredObject(string name)
    {
        if (Object(name) is { } obj)
        {
            return obj;
        }

        RefuseAbsent(name);
        return [];
    }

    /// <summary>Reads on inside an object member; null when there is none.</summary>
    public StrictReader? Inner(string name) => Object(name) is { } inner ? new(inner, PointerTo(name), problems) : null;

    public StrictReader RequiredInner(string name) => new(RequiredObject(name), PointerTo(name), problems);

    public JsonArray? List(string name) => Read(name, JsonValueKind.Array, "a list", v => v.AsArray());

    public bool? Flag(string name)
    {
        if (!Has(name))
        {
            return null;
        }

        switch (source[name]?.GetValueKind())
        {
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            default:
                Refuse(name, "must be true or false");
                return null;
        }
    }

    public decimal? Number(string name)
    {
        if (!Has(name))
        {
            return null;
        }

        if (JsonNumbers.TryRead(source[name], out var number))
        {
            return number;
        }

        Refuse(name, "must be a number of at most 28 digits");
        return null;
    }

    /// <summary>A whole number from 0.</summary>
    public int? Count(string name) => WholeNumber(name, 0);

    public int? WholeNumber(string name, int least = int.MinValue)
    {
        if (Number(name) is not { } number)
        {
            return null;
        }

        if (decimal.IsInteger(number) && number >= least && number <= int.MaxValue)
        {
            return (int)number;
        }

        Refuse(name, least == int.MinValue ? "must be a whole number" : $"must be a whole number from {least}");
        return null;
    }

    public int RequiredCount(string name, int least)
    {
        if (WholeNumber(name, least) is { } count)
        {
            return count;
        }

        RefuseAbsent(name);
        return least;
    }

    /// <summary>Refuses every member that was not asked for.</summary>
    public void Finish()
    {
        foreach (var (name, _) in source.Where(m => !_asked.Contains(m.Key)))
        {
            Refuse(name, "is not known here; docs/json-schema.md lists what is");
        }
    }

    private void RefuseAbsent(string name)
    {
        if (!source.ContainsKey(name) || source[name] is JsonValue)
        {
            Refuse(name, "must be stated");
        }
    }

    private T? Read<T>(string name, JsonValueKind kind, string expected, Func<JsonNode, T> read) where T : class
    {
        if (!Has(name))
        {
            return null;
        }

        if (source[name] is { } value && value.GetValueKind() == kind)
        {
            return read(value);
        }

        Refuse(name, $"must be {expected}");
        return null;
    }
}
