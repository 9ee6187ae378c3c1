using Synter.Tests.Support;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("Synter.Tests.Support." + nameof(LongestFirst), "Synter.Tests")]

namespace Synter.Tests.Support;

/// <summary>What takes minutes begins first, so that at the end nothing long runs alone.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] s_long = [".Browser.AccessibilityTests", ".Host.", ".Browser.", OneSynter.Name];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) => testCollections.OrderBy(Rank);

    private static int Rank(ITestCollection collection)
    {
        var rank = Array.FindIndex(s_long, name => collection.DisplayName.Contains(name, StringComparison.Ordinal));
        return rank < 0 ? s_long.Length : rank;
    }
}
