using System.Text.Json;
using System.Text.Json.Nodes;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Catalog;

/// <summary>The definitions that come with Synter: every <c>*.agent.json</c> of this assembly.</summary>
public static class ShippedAgentTypes
{
    private const string Suffix = ".agent.json";

    /// <exception cref="InvalidDataException">A file cannot be read as a definition; the message says which, where and why.</exception>
    public static IReadOnlyList<AgentTypeDefinition> Load()
    {
        var assembly = typeof(ShippedAgentTypes).Assembly;
        return [.. assembly.GetManifestResourceNames().Where(n => n.EndsWith(Suffix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Read)];

        AgentTypeDefinition Read(string file)
        {
            using var stream = assembly.GetManifestResourceStream(file)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return Parse(file, bytes);
        }
    }

    /// <param name="file">Its name, which must be the id it defines.</param>
    public static AgentTypeDefinition Parse(string file, ReadOnlySpan<byte> utf8)
    {
        if (!AgentTypeDefinition.Parse(Object(file, utf8)).TryGet(out var definition, out var refusal))
        {
            throw new InvalidDataException($"{file} is not a definition: {string.Join("; ", refusal.Errors.Select(e => $"{e.Pointer} {e.Message}"))}.");
        }

        return definition.Id + Suffix == file
            ? definition
            : throw new InvalidDataException($"{file} defines {definition.Id}: name the file {definition.Id}{Suffix}.");
    }

    private static JsonObject Object(string file, ReadOnlySpan<byte> utf8)
    {
        try
        {
            return CanonicalJson.Parse(utf8) as JsonObject ?? throw new JsonException("it is no object");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{file} is not JSON: {e.Message}", e);
        }
    }
}
