using System.Text.Json.Nodes;
using Synter.Domain.Agents.Catalog;

namespace Synter.Tests.Support;

/// <summary>An agent type that is not shipped: every widget, every kind of goal, a short trial.</summary>
public static class WorkshopAgent
{
    public const string Id = "test.workshop.v1";

    public const string Json = """
        {
          "agent_type_id": "test.workshop.v1",
          "version": 1,
          "name": "Workshop",
          "description": "Tries every field there is.",
          "listing": { "category": "Tests", "impact": "nothing_outside", "needs": "Nothing", "may_change": "Nothing" },
          "config_schema": {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "type": "object",
            "additionalProperties": false,
            "required": ["nickname", "colour", "tags", "places", "owner"],
            "$defs": { "line": { "type": "string", "minLength": 1, "maxLength": 40 } },
            "properties": {
              "nickname": { "$ref": "#/$defs/line", "title": "Nickname", "x-synter": { "group": "The agent", "order": 1, "placeholder": "Bench" } },
              "avatar": { "enum": ["blue", "teal"], "title": "Avatar", "x-synter": { "widget": "avatar", "group": "The agent", "order": 2 } },
              "colour": { "type": "string", "enum": ["red", "green"], "title": "Colour", "x-synter": { "labels": { "red": "Red", "green": "Green" } } },
              "notes": { "type": "string", "maxLength": 500, "x-synter": { "widget": "textarea", "help": "Anything worth knowing." } },
              "longest": { "type": "integer", "title": "Longest", "minimum": 1, "maximum": 280, "default": 140, "x-synter": { "unit": "characters" } },
              "share": { "type": ["number", "null"], "minimum": 0, "exclusiveMaximum": 1, "multipleOf": 0.05 },
              "loud": { "type": "boolean", "title": "Loud", "default": false },
              "tags": { "type": "array", "title": "Tags", "items": { "$ref": "#/$defs/line" }, "minItems": 1, "maxItems": 5, "uniqueItems": true },
              "places": { "type": "array", "title": "Places", "minItems": 1, "items": { "enum": ["facebook", "x"] }, "uniqueItems": true },
              "steps": {
                "type": "array", "title": "Steps", "maxItems": 3,
                "items": {
                  "type": "object", "additionalProperties": false, "required": ["name"],
                  "properties": { "name": { "$ref": "#/$defs/line", "title": "Name" }, "minutes": { "type": "integer", "minimum": 1 } }
                }
              },
              "owner": {
                "type": "object", "title": "Owner", "additionalProperties": false, "required": ["email"],
                "properties": { "email": { "type": "string", "format": "email", "title": "E-mail" }, "site": { "type": "string", "format": "uri" } }
              },
              "timezone": { "type": "string", "title": "Time zone", "format": "timezone" },
              "links": {
                "type": "object", "title": "Connections", "additionalProperties": false,
                "properties": {
                  "facebook": { "type": "string", "title": "Facebook Page", "format": "credential-ref", "x-synter": { "credential": "facebook" } },
                  "x": { "type": "string", "title": "X", "format": "credential-ref", "x-synter": { "credential": "x" } }
                },
                "x-synter": { "keys_from": "/places" }
              },
              "extras": { "type": "object", "additionalProperties": { "type": "string", "maxLength": 20 }, "maxProperties": 4 },
              "policy": { "const": "careful", "title": "Policy", "x-synter": { "labels": { "careful": "With care" } } }
            }
          },
          "goal_templates": [
            {
              "goal_template_id": "write", "name": "Write", "description": "Writes a line.", "default_frequency": "daily", "skill_binding": "test.write",
              "settings_schema": {
                "type": "object", "additionalProperties": false, "required": ["topic"],
                "properties": { "topic": { "type": "string", "title": "Topic", "minLength": 1 }, "lines": { "type": "integer", "minimum": 1 } }
              }
            },
            {
              "goal_template_id": "sweep", "name": "Sweep", "description": "Sweeps on the even hour.", "default_frequency": "scheduled", "schedule": { "every": "PT2H" },
              "skill_binding": "test.sweep", "settings_schema": { "type": "object", "additionalProperties": false }
            },
            {
              "goal_template_id": "ask", "name": "Ask", "description": "When asked.", "default_frequency": "on_demand",
              "skill_binding": "test.ask", "settings_schema": { "type": "object", "additionalProperties": false }
            }
          ],
          "enforcement_defaults": { "approval_required": true, "trial": { "days": 7, "runs": 10, "drafts": 20 } }
        }
        """;

    public static AgentTypeDefinition Definition { get; } = Parse(Json);

    /// <summary>A config that misses nothing; its Facebook credential is the one named here.</summary>
    public static JsonObject Config(string nickname = "Bench") => JsonNode.Parse($$"""
        {
          "nickname": "{{nickname}}", "colour": "red", "tags": ["one"], "places": ["facebook"], "owner": { "email": "owner@example.com" },
          "timezone": "Europe/Berlin", "links": { "facebook": "cred_0192f0c123457abc8def0123456789ab" }
        }
        """)!.AsObject();

    public static AgentTypeDefinition Parse(string json)
    {
        var result = AgentTypeDefinition.Parse(JsonNode.Parse(json)!.AsObject());
        return result.TryGet(out var definition, out var refusal)
            ? definition
            : throw new InvalidOperationException(string.Join('\n', refusal.Errors.Select(e => $"{e.Pointer} {e.Message}")));
    }
}
