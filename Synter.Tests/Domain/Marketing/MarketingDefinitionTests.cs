using System.Text.Json.Nodes;
using Synter.Domain.Agents.Catalog.Schemas;
using Synter.Domain.Marketing;
using Synter.Domain.Marketing.Offline;

namespace Synter.Tests.Domain.Marketing;

public class MarketingDefinitionTests
{
    private static readonly JsonObject Definition = Read();

    private static readonly ConfigSchema Config = ConfigSchema.Parse(Definition["config_schema"]!.AsObject()).Value;

    public static TheoryData<string> Templates() => [.. Definition["goal_templates"]!.AsArray().Select(t => t!["goal_template_id"]!.GetValue<string>())];

    [Fact]
    public void Config_HasTheFieldNamesThatClientsRelyOn()
    {
        Assert.Equal(
            [
                "avatar", "brand_name", "constraints", "location", "nickname", "offerings", "platform_credentials", "platforms_enabled", "posting_identity",
                "primary_language", "review_policy", "timezone",
            ],
            Definition["config_schema"]!["properties"]!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal));
        Assert.Equal("approval_per_post", Definition["config_schema"]!["properties"]!["review_policy"]!["const"]!.GetValue<string>());
    }

    [Fact]
    public void Config_ThatIsWhole_IsValid() => Assert.Empty(Config.Validate(MarketingRuns.Config()));

    [Fact]
    public void Config_ThatIsEmpty_MissesEveryRequiredField()
    {
        var errors = Config.Validate(new JsonObject());

        Assert.All(errors, e => Assert.True(e.IsMissing, e.Message));
        Assert.Equal(9, errors.Count);
    }

    [Fact]
    public void Config_WithAPlatformSwitchedOn_WantsItsConnection()
    {
        var config = MarketingRuns.Config();
        config["platform_credentials"]!.AsObject().Remove("x");

        var error = Assert.Single(Config.Validate(config));

        Assert.Equal("/platform_credentials/x", error.Pointer);
        Assert.True(error.IsMissing);
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public void Settings_OfEachTemplate_ParseAndMayBeEmpty(string template)
    {
        var schema = ConfigSchema.Parse(Template(template)["settings_schema"]!.AsObject()).Value;

        Assert.Empty(schema.Validate(new JsonObject()));
    }

    /// <summary>A form shows the schema's defaults; a run must mean the same by an absent field.</summary>
    [Theory]
    [MemberData(nameof(Templates))]
    public async Task Settings_SpelledOutWithTheirDefaults_GiveTheSamePosts(string template)
    {
        var properties = Template(template)["settings_schema"]!["properties"]!.AsObject();
        var spelledOut = new JsonObject(properties.Where(p => p.Value!["default"] is not null)
            .Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value!["default"]!.DeepClone())));
        var skill = new[] { MarketingRuns.Weekly, MarketingRuns.Daily, MarketingRuns.Monthly }
            .Single(s => s.Key == Template(template)["skill_binding"]!.GetValue<string>());
        var bare = MarketingRuns.Context(scheduledFor: MarketingRuns.Monday9);
        var full = MarketingRuns.Context(spelledOut, scheduledFor: MarketingRuns.Monday9);

        await skill.RunAsync(bare, default);
        await skill.RunAsync(full, default);

        Assert.Equal(bare.Proposed.Select(p => p.Draft.BodyMarkdown), full.Proposed.Select(p => p.Draft.BodyMarkdown));
    }

    [Fact]
    public void Platforms_OfTheSchema_AreThoseThatThereAre() => Assert.Equal(
        SocialPlatform.All.Select(p => p.Key),
        Definition["config_schema"]!["properties"]!["platforms_enabled"]!["items"]!["enum"]!.AsArray().Select(n => n!.GetValue<string>()));

    private static JsonObject Template(string id) =>
        Definition["goal_templates"]!.AsArray().Select(t => t!.AsObject()).Single(t => t["goal_template_id"]!.GetValue<string>() == id);

    private static JsonObject Read()
    {
        using var stream = typeof(OfflineComposer).Assembly.GetManifestResourceStream("marketing.healthcare.v1.agent.json")!;
        return JsonNode.Parse(stream)!.AsObject();
    }
}
