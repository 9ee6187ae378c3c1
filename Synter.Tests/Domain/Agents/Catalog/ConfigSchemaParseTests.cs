using System.Text.Json.Nodes;
using Synter.Domain.Agents.Catalog.Schemas;
using Synter.Domain.Kernel;
using Xunit;

namespace Synter.Tests.Domain.Agents.Catalog;

public class ConfigSchemaParseTests
{
    [Theory]
    [InlineData("""{"type":"object","patternProperties":{}}""", "/patternProperties")]
    [InlineData("""{"properties":{"a":{"oneOf":[]}}}""", "/properties/a/oneOf")]
    [InlineData("""{"properties":{"a":{"x-synter":{"colour":"red"}}}}""", "/properties/a/x-synter/colour")]
    [InlineData("""{"properties":{"a/b":{"hint":1}}}""", "/properties/a~1b/hint")]
    [InlineData("""{"$defs":{"unused":{"anyOf":[]}}}""", "/$defs/unused/anyOf")]
    [InlineData("""{"properties":{"a":{"$defs":{}}}}""", "/properties/a/$defs")]
    [InlineData("""{"format":"phone"}""", "/format")]
    [InlineData("""{"type":"text"}""", "/type")]
    [InlineData("""{"type":["string","string"]}""", "/type")]
    [InlineData("""{"pattern":"(?=a)b"}""", "/pattern")]
    [InlineData("""{"pattern":"(a)\\1"}""", "/pattern")]
    [InlineData("""{"pattern":"("}""", "/pattern")]
    [InlineData("""{"minLength":-1}""", "/minLength")]
    [InlineData("""{"minLength":1.5}""", "/minLength")]
    [InlineData("""{"multipleOf":0}""", "/multipleOf")]
    [InlineData("""{"enum":[]}""", "/enum")]
    [InlineData("""{"enum":[1,1.0]}""", "/enum")]
    [InlineData("""{"properties":{"a":true}}""", "/properties/a")]
    [InlineData("""{"items":[{}]}""", "/items")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#"}""", "/$schema")]
    [InlineData("""{"x-synter":{"widget":"slider"}}""", "/x-synter/widget")]
    public void Parse_WhatIsNotInTheSubset_RefusedWithItsPointer(string schema, string pointer)
    {
        var refusal = Refused(schema);

        Assert.Equal([pointer], refusal.Errors.Select(e => e.Pointer));
    }

    [Theory]
    [InlineData("""{"minLength":3,"maxLength":2}""", "/minLength")]
    [InlineData("""{"minimum":3,"maximum":2}""", "/minimum")]
    [InlineData("""{"type":"number","maxLength":2}""", "/maxLength")]
    [InlineData("""{"type":"string","enum":["a",1]}""", "/enum")]
    [InlineData("""{"type":"string","const":1}""", "/const")]
    [InlineData("""{"type":"integer","default":"five"}""", "/default")]
    [InlineData("""{"type":"object","required":["a"],"additionalProperties":false}""", "/required")]
    [InlineData("""{"enum":["a"],"x-synter":{"labels":{"b":"B"}}}""", "/x-synter")]
    [InlineData("""{"type":"string","x-synter":{"credential":"x"}}""", "/x-synter")]
    [InlineData("""{"$defs":{"n":{"type":"integer"}},"items":{"$ref":"#/$defs/n","default":"five"}}""", "/items/default")]
    [InlineData("""{"$defs":{"t":{"type":"string"}},"items":{"$ref":"#/$defs/t","x-synter":{"credential":"x"}}}""", "/items/x-synter")]
    [InlineData("""{"properties":{"api_key":{"type":"string"}}}""", "/properties/api_key")]
    public void Parse_AContradiction_Refused(string schema, string pointer)
    {
        Assert.Equal([pointer], Refused(schema).Errors.Select(e => e.Pointer));
    }

    [Fact]
    public void Parse_ManyProblems_AllAreTold()
    {
        var refusal = Refused("""{"foo":1,"properties":{"a":{"bar":1},"b":{"type":7}}}""");

        Assert.Equal(["/properties/a/bar", "/properties/b/type", "/foo"], refusal.Errors.Select(e => e.Pointer));
    }

    [Theory]
    [InlineData("""{"$ref":"#/$defs/none"}""")]
    [InlineData("""{"$ref":"other.json"}""")]
    [InlineData("""{"$ref":"#$defs"}""")]
    public void Parse_AReferenceToNothing_Refused(string schema)
    {
        Assert.Equal("/$ref", Assert.Single(Refused(schema).Errors).Pointer);
    }

    [Theory]
    [InlineData("""{"properties":{"a":{"$ref":"#"}}}""")]
    [InlineData("""{"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"items":{"$ref":"#/$defs/a"}}},"$ref":"#/$defs/a"}""")]
    public void Parse_ASchemaInItself_Refused(string schema)
    {
        Assert.Contains(Refused(schema).Errors, e => e.Message.Contains("contains itself", StringComparison.Ordinal));
    }

    [Fact]
    public void Parse_ReferencesThatUnfoldWithoutEnd_Refused()
    {
        var definitions = new JsonObject { ["d0"] = new JsonObject { ["type"] = "string" } };
        for (var i = 1; i <= 12; i++)
        {
            var properties = new JsonObject();
            for (var j = 0; j < 4; j++)
            {
                properties[$"p{j}"] = new JsonObject { ["$ref"] = $"#/$defs/d{i - 1}" };
            }

            definitions[$"d{i}"] = new JsonObject { ["properties"] = properties };
        }

        var schema = new JsonObject { ["$defs"] = definitions, ["items"] = new JsonObject { ["$ref"] = "#/$defs/d12" } };

        Assert.False(ConfigSchema.Parse(schema).IsOk);
    }

    [Fact]
    public void Parse_AnnotationsBesideAReference_ReplaceTheTargets()
    {
        var schema = Schemas.Parse("""
            {"$defs":{"name":{"type":"string","title":"Name","minLength":1}},
             "properties":{"brand":{"$ref":"#/$defs/name","title":"Brand"},"place":{"$ref":"#/$defs/name"}}}
            """);

        Assert.Equal(["Brand", "Name"], schema.Root.Properties.Select(p => p.Label));
        Assert.All(schema.Root.Properties, p => Assert.Equal(1, p.MinLength));
        Assert.Equal(["brand", "place"], schema.Root.Properties.Select(p => p.Name));
    }

    [Fact]
    public void Parse_Order_PutsFieldsInPlaceAndTheOthersAfter()
    {
        var schema = Schemas.Parse("""
            {"properties":{"a":{},"b":{"x-synter":{"order":2}},"c":{"x-synter":{"order":1}},"d":{}}}
            """);

        Assert.Equal(["c", "b", "a", "d"], schema.Root.Properties.Select(p => p.Name));
    }

    [Theory]
    [InlineData("""{"type":"string"}""", Widget.Text)]
    [InlineData("""{"type":"string","x-synter":{"widget":"textarea"}}""", Widget.TextArea)]
    [InlineData("""{"type":["integer","null"]}""", Widget.Number)]
    [InlineData("""{"type":"number"}""", Widget.Number)]
    [InlineData("""{"type":"boolean"}""", Widget.Switch)]
    [InlineData("""{"type":"string","enum":["a"]}""", Widget.Select)]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", Widget.Tags)]
    [InlineData("""{"type":"array","items":{"enum":["a"]}}""", Widget.Checkboxes)]
    [InlineData("""{"type":"array","items":{"type":"object"}}""", Widget.List)]
    [InlineData("""{"type":"object"}""", Widget.Group)]
    [InlineData("""{"type":"string","format":"timezone"}""", Widget.TimeZone)]
    [InlineData("""{"type":"string","format":"credential-ref","x-synter":{"credential":"x"}}""", Widget.Credential)]
    public void Widget_FollowsTheTypeUnlessHinted(string schema, Widget expected)
    {
        Assert.Equal(expected, Schemas.Parse(schema).Root.Widget);
    }

    [Fact]
    public void ToJson_IsWhatWasRead()
    {
        var source = JsonNode.Parse("""{"type":"object","properties":{"z":{"title":"Z"},"a":{}},"additionalProperties":false}""")!.AsObject();

        Assert.Equal(source.ToJsonString(), ConfigSchema.Parse(source).Value.ToJson().ToJsonString());
    }

    private static Refusal Refused(string schema)
    {
        var result = ConfigSchema.Parse(JsonNode.Parse(schema)!.AsObject());
        Assert.False(result.IsOk);
        return result.Refusal!;
    }
}
