using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Synter.Domain.Kernel;

namespace Synter.Domain.DataGen.Making;

/// <summary>
/// Keeps the chosen fields of a dataset's records different from each other, taken together. Sixteen bytes a record, so that a
/// hundred thousand of them are a few megabytes. For many threads.
/// </summary>
public sealed class UniqueValues(IReadOnlyList<string> fields)
{
    private readonly Lock _gate = new();
    private readonly HashSet<UInt128> _taken = [];

    /// <summary>Takes the values of a record; what it says when they are taken already, or a field is not there.</summary>
    public string? Violation(JsonObject record)
    {
        if (fields.Count == 0)
        {
            return null;
        }

        if (fields.FirstOrDefault(f => Find(record, f) is null) is { } absent)
        {
            return $"The field «{absent}» is missing or null; it must have a value of its own in each record.";
        }

        lock (_gate)
        {
            return _taken.Add(KeyOf(record))
                ? null
                : $"The value {Told(record)} of «{string.Join("», «", fields)}» is in the dataset already. Choose another.";
        }
    }

    /// <summary>A record of an earlier attempt.</summary>
    public void Remember(JsonObject record)
    {
        if (fields.Count > 0)
        {
            lock (_gate)
            {
                _taken.Add(KeyOf(record));
            }
        }
    }

    private UInt128 KeyOf(JsonObject record)
    {
        var text = string.Join('\u001f', fields.Select(f => JsonEquality.Key(Find(record, f))));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    private string Told(JsonObject record)
    {
        const int longest = 200;
        var told = string.Join(", ", fields.Select(f => Find(record, f)?.ToJsonString()));
        return told.Length <= longest ? told : told[..longest] + "…";
    }

    private static JsonNode? Find(JsonObject record, string field) => field.StartsWith('/') && JsonPointer.Steps(field) is not null
        ? JsonPointer.Find(record, field)
        : record[field];
}
