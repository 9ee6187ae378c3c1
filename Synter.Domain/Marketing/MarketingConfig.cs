using System.Text.Json.Nodes;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Vault;

namespace Synter.Domain.Marketing;

/// <summary>Where posts go, and with which credential.</summary>
/// <param name="Account">As reviewers know it: the posting identity, else the brand.</param>
public sealed record Channel(SocialPlatform Platform, CredentialRef Credential, string Account);

/// <summary>The marketing agent's config, read from what its schema let through.</summary>
public sealed record MarketingConfig(Brand Brand, string Language, IReadOnlyList<Channel> Channels, int? MaxLength, HashtagRules Hashtags)
{
    /// <exception cref="ProviderException">A platform is switched on and not connected.</exception>
    public static MarketingConfig Read(JsonObject config)
    {
        var brand = new Brand(
            CleanText.OneLine(config.Text("brand_name") ?? ""),
            CleanText.OneLine(config.Text("location") ?? ""),
            [.. config.Texts("offerings").Select(CleanText.OneLine)]);
        var account = config.Text("posting_identity") is { } identity && CleanText.OneLine(identity) is { Length: > 0 } line ? line : brand.Name;
        var credentials = config["platform_credentials"] as JsonObject;
        var constraints = config["constraints"] as JsonObject;
        return new MarketingConfig(
            brand,
            config.Text("primary_language") ?? "en",
            [.. config.Texts("platforms_enabled").Select(key => ChannelOf(key, credentials, account))],
            constraints?.Number("max_length"),
            RulesOf(constraints?["hashtag_rules"] as JsonObject));
    }

    private static Channel ChannelOf(string key, JsonObject? credentials, string account)
    {
        var platform = SocialPlatform.Find(key) ?? throw new InvalidOperationException($"The config names the platform «{key}», which no version of its schema allows.");
        return Kernel.StrongId.TryParse<CredentialRef>(credentials?.Text(key), out var credential)
            ? new Channel(platform, credential, account)
            : throw new ProviderException(
                FailureClass.Auth, "not_connected", $"{platform.Name} is switched on but not connected. Choose a connection under Configure, then run it again.");
    }

    private static HashtagRules RulesOf(JsonObject? rules) => rules is null
        ? HashtagRules.Default
        : new HashtagRules(rules.Number("max_per_post") ?? HashtagRules.Default.MaxPerPost, rules.Texts("always"), rules.Texts("never"));
}
