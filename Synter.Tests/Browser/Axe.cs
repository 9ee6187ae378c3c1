using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Synter.Tests.Browser;

/// <summary>axe-core on an open page. Run in the page itself: the package's own way opens another page for each look.</summary>
internal static class Axe
{
    private static readonly Lazy<string> s_script = new(() => new BundledAxeScriptProvider().GetScript());

    private static readonly string[] s_standard = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

    /// <summary>For a session that looks at many pages: axe is in each from the start, which is quicker than to be put into it.</summary>
    public static Task LoadWithEachPageAsync(IPage page) => page.AddInitScriptAsync(s_script.Value);

    /// <summary>What breaks WCAG 2.2 A or AA, a line each.</summary>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window")) await page.EvaluateAsync(s_script.Value);
        var found = await page.EvaluateAsync<JsonElement>(
            """
            async rules => {
              const result = await axe.run(document, { runOnly: rules, resultTypes: ['violations'], iframes: false, preload: false });
              return result.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target} ${node.failureSummary.replaceAll('\n', ' ')}`));
            }
            """,
            s_standard);
        return [.. found.EnumerateArray().Select(line => line.GetString()!)];
    }
}
