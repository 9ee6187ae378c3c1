using Synter.Web.Components.Text;

namespace Synter.Web.Features.Agents.Runs;

/// <summary>The numbers a run leaves, in words. One that nobody wrote words for is read out.</summary>
public static class MetricWords
{
    private const string DraftsFor = "drafts_";

    public static string Of(string metric) => metric switch
    {
        "posts" => "Posts written",
        "drafts" => "Drafts in all",
        "characters" => "Characters in all",
        "records" => "Good records",
        "failures" => "Failed records",
        "made_now" => "Finished by this run",
        _ when metric.StartsWith(DraftsFor, StringComparison.Ordinal) => $"Drafts for {ProviderNames.Of(metric[DraftsFor.Length..])}",
        _ => Identifiers.Words(metric),
    };
}
