using System.Text;
using System.Text.Json.Nodes;
using Synter.Domain.Agents.Catalog.Schemas;
using Xunit;

namespace Synter.Tests.Domain.Agents.Catalog;

public class ConfigSchemaValidateTests
{
    private static readonly ConfigSchema Clinic = Schemas.Parse("""
        {
          "type": "object",
          "additionalProperties": false,
          "required": ["brand_name", "language", "offerings", "platforms", "connections"],
          "properties": {
            "brand_name": { "type": "string", "title": "Brand name", "minLength": 1, "maxLength": 10, "x-synter": { "missing": "Write the name patients know." } },
            "language": { "type": "string", "title": "Language", "enum": ["en", "hi"], "x-synter": { "labels": { "en": "English", "hi": "Hindi" } } },
            "offerings": { "type": "array", "title": "Offerings", "minItems": 1, "maxItems": 3, "uniqueItems": true, "items": { "type": "string", "minLength": 1 } },
            "platforms": { "type": "array", "minItems": 1, "items": { "enum": ["facebook", "x"] } },
            "connections": {
              "type": "object", "additionalProperties": false,
              "properties": {
                "facebook": { "type": "string", "title": "Facebook Page", "format": "credential-ref", "x-synter": { "credential": "facebook" } },
                "x": { "type": "string", "title": "X", "format": "credential-ref", "x-synter": { "credential": "x" } }
              },
              "x-synter": { "keys_from": "/platforms" }
            },
            "website": { "type": "string", "format": "uri", "minLength": 1 },
            "longest": { "type": "integer", "title": "Longest post", "minimum": 1, "maximum": 280, "x-synter": { "unit": "characters" } },
            "policy": { "const": "approval_per_post", "title": "Review policy", "x-synter": { "labels": { "approval_per_post": "Every post needs a yes" } } }
          }
        }
        """);

    [Fact]
    public void Validate_WhatFits_NoError()
    {
        Assert.Empty(Clinic.Validate(Whole()));
    }

    [Fact]
    public void Validate_Nothing_EveryRequiredFieldIsMissing()
    {
        var errors = Clinic.Validate(new JsonObject());

        Assert.Equal(["/brand_name", "/language", "/offerings", "/platforms", "/connections"], errors.Select(e => e.Pointer));
        Assert.All(errors, e => Assert.True(e.IsMissing));
        Assert.Equal("Brand name is missing. Write the name patients know.", errors[0].Message);
        Assert.Equal("Language is missing. Choose one.", errors[1].Message);
    }

    [Theory]
    [InlineData("brand_name", "\"\"", "/brand_name")]
    [InlineData("language", "\"\"", "/language")]
    [InlineData("offerings", "[]", "/offerings")]
    public void Validate_RequiredButEmpty_IsMissing(string field, string value, string pointer)
    {
        var error = Assert.Single(Clinic.Validate(With(field, value)));

        Assert.Equal(pointer, error.Pointer);
        Assert.True(error.IsMissing);
    }

    [Fact]
    public void Validate_OptionalButEmpty_IsWrong()
    {
        Assert.All(Clinic.Validate(With("website", "\"\"")), e => Assert.False(e.IsMissing));
    }

    [Theory]
    [InlineData("brand_name", "null", "/brand_name", "Brand name must be text.")]
    [InlineData("brand_name", "7", "/brand_name", "Brand name must be text.")]
    [InlineData("brand_name", "\"Sunrise Dental Clinic\"", "/brand_name", "Brand name is too long: at most 10 characters, this has 21.")]
    [InlineData("language", "\"fr\"", "/language", "Language must be one of: English, Hindi.")]
    [InlineData("offerings", "[\"a\",\"\"]", "/offerings/1", "Offerings, entry 2 is empty. Fill it in or leave it out.")]
    [InlineData("offerings", "[\"a\",\"b\",\"a\"]", "/offerings/2", "Offerings, entry 3 repeats entry 1. Remove one.")]
    [InlineData("offerings", "[\"a\",\"b\",\"c\",\"d\"]", "/offerings", "Offerings may have at most 3 entries, this has 4.")]
    [InlineData("longest", "\"280\"", "/longest", "Longest post must be a whole number.")]
    [InlineData("longest", "1.5", "/longest", "Longest post must be a whole number.")]
    [InlineData("longest", "281", "/longest", "Longest post must be at most 280 characters.")]
    [InlineData("policy", "\"none\"", "/policy", "Review policy is fixed to Every post needs a yes and cannot be changed.")]
    [InlineData("website", "\"sunrise\"", "/website", "Website must be a whole address, as in https://example.com/page.")]
    [InlineData("colour", "1", "/colour", "There is no field «colour» here. Remove it.")]
    [InlineData("a/b~", "1", "/a~1b~0", "There is no field «a/b~» here. Remove it.")]
    public void Validate_WhatDoesNotFit_IsWrongAndSaysHowToMendIt(string field, string value, string pointer, string message)
    {
        var error = Assert.Single(Clinic.Validate(With(field, value)));

        Assert.Equal(new SchemaError(pointer, message, IsMissing: false), error);
    }

    [Fact]
    public void Validate_KeysFrom_AsksForAKeyPerEntry()
    {
        var errors = Clinic.Validate(With("connections", "{}"));

        var error = Assert.Single(errors);
        Assert.Equal(new SchemaError("/connections/facebook", "Facebook Page is missing. Choose a connection.", IsMissing: true), error);
    }

    [Fact]
    public void Validate_KeysFromWithoutTheObject_AsksForBoth()
    {
        var config = Whole();
        config.Remove("connections");

        Assert.Equal(["/connections", "/connections/facebook"], Clinic.Validate(config).Select(e => e.Pointer));
    }

    [Fact]
    public void Validate_KeysFromWithAnEmptyValue_IsMissing()
    {
        Assert.True(Assert.Single(Clinic.Validate(With("connections", """{"facebook":""}"""))).IsMissing);
    }

    [Theory]
    [InlineData("é", 2, true)]
    [InlineData("😀😀😀", 3, true)]
    [InlineData("😀😀😀", 2, false)]
    public void MaxLength_CountsCodePoints(string text, int max, bool fits)
    {
        Assert.Equal(fits, Schemas.Parse($$"""{"maxLength":{{max}}}""").Validate(text).Count == 0);
    }

    [Theory]
    [InlineData("^[a-z]+$", "abc", true)]
    [InlineData("^[a-z]+$", "abc\n", false)]
    [InlineData("^\\\\d+$", "१२", false)]
    [InlineData("^[\\\\w.]+$", "a_1.b", true)]
    [InlineData("^\\\\$[0-9]+$", "$12", true)]
    [InlineData("^(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", false)]
    public void Pattern_MeansWhatEcmaScriptMeans(string pattern, string text, bool fits)
    {
        Assert.Equal(fits, Schemas.Parse($$"""{"pattern":"{{pattern}}"}""").Validate(text).Count == 0);
    }

    [Theory]
    [InlineData("""{"minimum":0.1}""", "0.1", true)]
    [InlineData("""{"exclusiveMinimum":0}""", "0", false)]
    [InlineData("""{"exclusiveMaximum":1}""", "0.9999999999999999999999999", true)]
    [InlineData("""{"multipleOf":0.01}""", "1.15", true)]
    [InlineData("""{"multipleOf":0.01}""", "1.155", false)]
    [InlineData("""{"type":"integer"}""", "2.0", true)]
    [InlineData("""{"type":"integer"}""", "2e3", true)]
    [InlineData("""{"type":"number"}""", "1e400", false)]
    [InlineData("""{"type":"number"}""", "1e-400", false)]
    [InlineData("""{"const":1}""", "1.0", true)]
    [InlineData("""{"enum":[{"a":1,"b":[2]}]}""", """{"b":[2.0],"a":1}""", true)]
    [InlineData("""{"type":["string","null"]}""", "null", true)]
    public void Numbers_AreExact(string schema, string value, bool fits)
    {
        Assert.Equal(fits, Schemas.Parse(schema).Validate(JsonNode.Parse(value)).Count == 0);
    }

    [Theory]
    [InlineData("date", "2026-02-28", "2026-02-30")]
    [InlineData("time", "09:30:00Z", "09:30")]
    [InlineData("date-time", "2026-11-23T09:30:00.5+05:30", "2026-11-23 09:30")]
    [InlineData("duration", "P1DT2H", "PT")]
    [InlineData("duration", "P2W", "P1")]
    [InlineData("email", "a.b+c@example.co.in", "a@b@example.com")]
    [InlineData("hostname", "www.example.com", "-a.com")]
    [InlineData("ipv4", "192.0.2.1", "192.0.2.01")]
    [InlineData("ipv6", "2001:db8::1", "2001:db8::g")]
    [InlineData("uri", "https://example.com/a?b=c", "/etc/passwd")]
    [InlineData("uuid", "0192f0c1-2345-7abc-8def-0123456789ab", "0192f0c123457abc8def0123456789ab")]
    [InlineData("timezone", "Asia/Kolkata", "Mars/Olympus")]
    [InlineData("timezone", "UTC", "India Standard Time")]
    [InlineData("timezone", "America/Argentina/Buenos_Aires", "../../etc/passwd")]
    [InlineData("timezone", "Europe/Berlin", "EST")]
    [InlineData("credential-ref", "cred_0192f0c123457abc8def0123456789ab", "cred_1")]
    public void Format_TellsGoodFromBad(string format, string good, string bad)
    {
        var schema = Schemas.Parse($$"""{"format":"{{format}}"}""");

        Assert.Empty(schema.Validate(good));
        Assert.Single(schema.Validate(bad));
    }

    [Theory]
    [InlineData("\"\\u0000\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("[\"\\udc00\\ud800\"]")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"\\u0000\":1}")]
    [InlineData("{\"a\":1,\"a\":2}")]
    public void Validate_WhatCannotBeStored_IsWrong(string json)
    {
        Assert.False(Assert.Single(Schemas.Parse("{}").Validate(JsonNode.Parse(json))).IsMissing);
    }

    [Fact]
    public void Validate_AHugeListWithUniqueItems_IsJudgedInOnePass()
    {
        var list = new JsonArray([.. Enumerable.Range(0, 50_000).Select(i => (JsonNode)JsonValue.Create(i))]);

        Assert.Empty(Schemas.Parse("""{"uniqueItems":true}""").Validate(list));
    }

    [Fact]
    public void Validate_WrongInAMillionPlaces_IsAnsweredInReason()
    {
        var value = new JsonObject(Enumerable.Range(0, 20_000).Select(i => KeyValuePair.Create($"f{i}", (JsonNode?)i)));

        Assert.Equal(500, Clinic.Validate(value).Count);
    }

    [Fact]
    public void CredentialsIn_FindsThemByTheirHint()
    {
        var found = Clinic.CredentialsIn(With("connections", """{"facebook":"cred_1","x":"hunter2"}"""));

        Assert.Equal(
            [new CredentialField("/connections/facebook", "Facebook Page", "facebook", "cred_1"), new("/connections/x", "X", "x", "hunter2")],
            found);
    }

    private static JsonObject Whole() => JsonNode.Parse(Encoding.UTF8.GetBytes("""
        {
          "brand_name": "Sunrise", "language": "en", "offerings": ["Implants"], "platforms": ["facebook"],
          "connections": { "facebook": "cred_0192f0c123457abc8def0123456789ab" }, "policy": "approval_per_post", "longest": 280
        }
        """))!.AsObject();

    private static JsonObject With(string field, string value)
    {
        var config = Whole();
        config[field] = JsonNode.Parse(value);
        return config;
    }
}
