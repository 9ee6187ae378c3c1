using Synter.Domain.Marketing;

namespace Synter.Web.Components.Text;

/// <summary>What people call the services that changes go to.</summary>
public static class ProviderNames
{
    public static string Of(string key) => key switch
    {
        "google_ads" => "Google Ads",
        "meta_ads" => "Meta Ads",
        "delta_exchange_india" => "Delta Exchange India",
        _ => SocialPlatform.Find(key)?.Name ?? Identifiers.Words(key),
    };
}
