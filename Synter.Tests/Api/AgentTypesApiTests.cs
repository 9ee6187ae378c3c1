using System.Net;
using Synter.Tests.Support;

namespace Synter.Tests.Api;

[Collection(OneSynter.Name)]
public sealed class AgentTypesApiTests(RunningSynter synter)
{
    [Fact]
    public async Task List_HasTheMarketingAgent()
    {
        using var client = await synter.SignInAsync();

        var list = await (await client.GetAsync("/api/v1/agent-types")).JsonAsync();

        var type = Assert.Single(list["items"]!.AsArray(), t => t!["agent_type_id"]!.GetValue<string>() == MarketingCases.Type)!;
        Assert.Equal(1, type["version"]!.GetValue<int>());
        Assert.Equal("Digital Marketing Agent", type["name"]!.GetValue<string>());
        Assert.Equal("posts_publicly", type["listing"]!["impact"]!.GetValue<string>());
        Assert.Null(list["next_cursor"]);
    }

    [Fact]
    public async Task Find_GivesSchemaTemplatesAndTerms()
    {
        using var client = await synter.SignInAsync();

        var type = await (await client.GetAsync($"/api/v1/agent-types/{MarketingCases.Type}?version=1")).JsonAsync();

        Assert.Equal("nickname", type["config_schema"]!["properties"]!.AsObject().First().Key);
        var templates = type["goal_templates"]!.AsArray();
        Assert.Equal(
            ["weekly_multichannel_batch", "daily_patient_education", "monthly_campaign_pack"], templates.Select(t => t!["goal_template_id"]!.GetValue<string>()));
        Assert.Equal(["weekly", "daily", "monthly"], templates.Select(t => t!["default_frequency"]!.GetValue<string>()));
        Assert.All(templates, t => Assert.Equal("object", t!["settings_schema"]!["type"]!.GetValue<string>()));
        Assert.All(templates, t => Assert.StartsWith("marketing.", t!["skill_binding"]!.GetValue<string>(), StringComparison.Ordinal));
        Assert.True(type["enforcement_defaults"]!["approval_required"]!.GetValue<bool>());
        Assert.Equal(14, type["enforcement_defaults"]!["trial"]!["days"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("/api/v1/agent-types/none.v1", HttpStatusCode.NotFound, "not_found")]
    [InlineData("/api/v1/agent-types/Caf%C3%A9%27", HttpStatusCode.NotFound, "not_found")]
    [InlineData("/api/v1/agent-types/marketing.healthcare.v1?version=99", HttpStatusCode.NotFound, "not_found")]
    [InlineData("/api/v1/agent-types/marketing.healthcare.v1?version=one", HttpStatusCode.UnprocessableEntity, "validation_failed")]
    [InlineData("/api/v1/agent-types?limit=0", HttpStatusCode.UnprocessableEntity, "validation_failed")]
    [InlineData("/api/v1/agent-types?limit=201", HttpStatusCode.UnprocessableEntity, "validation_failed")]
    [InlineData("/api/v1/agent-types?cursor=garbage", HttpStatusCode.BadRequest, "bad_cursor")]
    public async Task Refusals(string path, HttpStatusCode status, string code)
    {
        using var client = await synter.SignInAsync();

        Assert.Equal(code, await (await client.GetAsync(path)).ProblemAsync(status));
    }

    [Fact]
    public async Task Anonymous_IsAskedToSignIn()
    {
        using var client = synter.Anonymous();

        Assert.Equal("unauthenticated", await (await client.GetAsync("/api/v1/agent-types")).ProblemAsync(HttpStatusCode.Unauthorized));
    }
}
