using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Synter.Tests.Bench.Circuits.Wire;

/// <summary>What blazor.web.js reads from a prerendered page: where components become live, and the state they begin with.</summary>
/// <param name="Operations">The first update of the circuit's root components, as JSON.</param>
/// <param name="State">Sealed by the server; empty when the page handed nothing over.</param>
internal sealed partial record ServedPage(Uri Address, string Operations, string State)
{
    public static async Task<ServedPage> GetAsync(Visitor visitor, string path, CancellationToken cancellationToken)
    {
        var address = new Uri(visitor.Address, path);
        using var answer = await visitor.Http.GetAsync(address, cancellationToken);
        var html = await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellationToken);

        // The end of a component has a marker too, which says no type.
        var markers = Marker().Matches(html).Select(match => JsonNode.Parse(match.Groups[1].Value)!.AsObject()).Where(marker => marker.ContainsKey("type")).ToList();
        if (markers.Count == 0) throw new InvalidOperationException($"{path} has nothing in it that becomes live.");
        var operations = new JsonArray([.. markers.Select((marker, i) =>
        {
            marker["uniqueId"] = i;
            return new JsonObject { ["type"] = "add", ["ssrComponentId"] = i + 1, ["marker"] = marker };
        })]);
        return new ServedPage(address, new JsonObject { ["batchId"] = 1, ["operations"] = operations }.ToJsonString(), HandedOver().Match(html).Groups[1].Value);
    }

    [GeneratedRegex("<!--Blazor:({.*?})-->")]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:([a-zA-Z0-9+/=]+)-->")]
    private static partial Regex HandedOver();
}
