using System.Text;
using System.Text.Json.Nodes;
using Synter.Domain.Agents.Catalog;
using Synter.Domain.Agents.Schedules;
using Synter.Tests.Support;
using Xunit;

namespace Synter.Tests.Domain.Agents.Catalog;

public class AgentTypeDefinitionTests
{
    [Fact]
    public void Parse_ReadsEverything()
    {
        var definition = WorkshopAgent.Definition;

        Assert.Equal(("test.workshop.v1", 1, "Workshop"), (definition.Id, definition.Version, definition.Name));
        Assert.Equal(AgentImpact.NothingOutside, definition.Listing.Impact);
        Assert.Equal(new EnforcementDefaults(true, new TrialTerms(7, 10, 20)), definition.Enforcement);
        Assert.Equal(["write", "sweep", "ask"], definition.GoalTemplates.Select(t => t.Id));
        Assert.Equal(new Schedule.Every(TimeSpan.FromHours(2)), definition.Template("sweep")!.FixedSchedule);
        Assert.Equal([Frequency.Scheduled], definition.Template("sweep")!.Frequencies);
        Assert.Equal("test.write", definition.Template("write")!.SkillBinding);
    }

    [Theory]
    [InlineData("/colour", "\"red\"", "/colour")]
    [InlineData("/listing/colour", "1", "/listing/colour")]
    [InlineData("/listing/impact", "\"some\"", "/listing/impact")]
    [InlineData("/version", "0", "/version")]
    [InlineData("/version", "\"1\"", "/version")]
    [InlineData("/agent_type_id", "\"Marketing\"", "/agent_type_id")]
    [InlineData("/name", "\" \"", "/name")]
    [InlineData("/goal_templates", "[]", "/goal_templates")]
    [InlineData("/goal_templates/0/goal_template_id", "\"sweep\"", "/goal_templates")]
    [InlineData("/goal_templates/0/default_frequency", "\"scheduled\"", "/goal_templates/0/default_frequency")]
    [InlineData("/goal_templates/1/default_frequency", "\"daily\"", "/goal_templates/1/default_frequency")]
    [InlineData("/goal_templates/1/schedule", """{"cron":"* *"}""", "/goal_templates/1/schedule/cron")]
    [InlineData("/goal_templates/0/settings_schema/additionalProperties", "true", "/goal_templates/0/settings_schema")]
    [InlineData("/config_schema/properties/loud/foo", "1", "/config_schema/properties/loud/foo")]
    [InlineData("/enforcement_defaults/approval_required", "null", "/enforcement_defaults/approval_required")]
    [InlineData("/enforcement_defaults/trial/days", "-1", "/enforcement_defaults/trial/days")]
    [InlineData("/enforcement_defaults/trial/months", "1", "/enforcement_defaults/trial/months")]
    public void Parse_WhatIsWrong_IsToldWithItsPointer(string at, string value, string pointer)
    {
        var json = JsonNode.Parse(WorkshopAgent.Json)!.AsObject();
        Set(json, at, JsonNode.Parse(value));

        var result = AgentTypeDefinition.Parse(json);

        Assert.Contains(result.Refusal!.Errors, e => e.Pointer == pointer);
    }

    [Theory]
    [InlineData("agent_type_id")]
    [InlineData("version")]
    [InlineData("description")]
    [InlineData("listing")]
    [InlineData("config_schema")]
    [InlineData("goal_templates")]
    [InlineData("enforcement_defaults")]
    public void Parse_WhatIsNotStated_IsAskedFor(string member)
    {
        var json = JsonNode.Parse(WorkshopAgent.Json)!.AsObject();
        json.Remove(member);

        Assert.Contains(AgentTypeDefinition.Parse(json).Refusal!.Errors, e => e.Pointer == "/" + member);
    }

    [Fact]
    public void Parse_WithoutATrial_ThereIsNone()
    {
        var json = JsonNode.Parse(WorkshopAgent.Json)!.AsObject();
        json["enforcement_defaults"]!.AsObject().Remove("trial");

        Assert.Null(AgentTypeDefinition.Parse(json).Value.Enforcement.Trial);
    }

    [Theory]
    [InlineData("test.workshop.v1.agent.json", "{", "not JSON")]
    [InlineData("test.workshop.v1.agent.json", """{"a":1,"a":2}""", "not JSON")]
    [InlineData("test.workshop.v1.agent.json", "[]", "not JSON")]
    [InlineData("test.workshop.v1.agent.json", "{}", "/agent_type_id must be stated")]
    [InlineData("other.agent.json", WorkshopAgent.Json, "name the file test.workshop.v1.agent.json")]
    public void Shipped_AFileThatCannotBeRead_SaysWhichAndWhy(string file, string json, string said)
    {
        var error = Assert.Throws<InvalidDataException>(() => ShippedAgentTypes.Parse(file, Encoding.UTF8.GetBytes(json)));

        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    private static void Set(JsonObject root, string pointer, JsonNode? value)
    {
        var end = pointer.LastIndexOf('/');
        Synter.Domain.Kernel.JsonPointer.Find(root, pointer[..end])!.AsObject()[pointer[(end + 1)..]] = value;
    }
}
