using System.Security.Cryptography;
using System.Text;
using Synter.Domain.Agents.Catalog;
using Xunit;

namespace Synter.Tests.Architecture;

/// <summary>
/// A published version never changes: hired agents are pinned to it. <c>Catalogue.txt</c> has a line for each version that
/// shipped, so an addition shows in review and a change without a new version fails here, before it fails at start.
/// </summary>
public class CatalogueSnapshotTests
{
    [Fact]
    public void ShippedDefinitions_AreThoseOfTheSnapshot()
    {
        var snapshot = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Architecture", "Catalogue.txt"))
            .Where(l => l.Length > 0 && l[0] != '#');
        var shipped = ShippedAgentTypes.Load().Select(d => $"{d.Id} {d.Version} {Hash(d.Json)}");

        var unknown = shipped.Except(snapshot).ToList();

        Assert.True(unknown.Count == 0, $"""
            Not in Architecture/Catalogue.txt:
            {string.Join('\n', unknown)}
            A new version: add its line. A changed file: give it a new version first.
            """);
    }

    private static string Hash(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
}
