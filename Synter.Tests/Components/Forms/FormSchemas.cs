using System.Text.Json.Nodes;
using Synter.Domain.Agents.Catalog.Schemas;

namespace Synter.Tests.Components.Forms;

/// <summary>A small schema with one field of each kind.</summary>
internal static class FormSchemas
{
    public const string Credential = "cred_0192f3577b347da6a3ce929d0e0e4736";

    public static ConfigSchema Clinic { get; } = ConfigSchema.Parse((JsonObject)JsonNode.Parse(
        """
        {
          "type": "object", "additionalProperties": false, "required": ["brand", "offerings", "zone", "platforms", "connections"],
          "properties": {
            "brand": { "type": "string", "title": "Brand name", "minLength": 1, "maxLength": 20, "x-synter": { "group": "The clinic", "order": 1, "help": "As patients know it." } },
            "offerings": { "type": "array", "title": "Offerings", "minItems": 1, "items": { "type": "string", "minLength": 2 }, "x-synter": { "group": "The clinic", "order": 2 } },
            "zone": { "type": "string", "title": "Time zone", "format": "timezone", "x-synter": { "group": "The clinic", "order": 3 } },
            "limits": {
              "type": "object", "title": "Limits", "additionalProperties": false,
              "properties": { "length": { "type": "integer", "title": "Longest post", "maximum": 280, "default": 200, "x-synter": { "unit": "characters" } } },
              "x-synter": { "group": "What it may write", "order": 4 }
            },
            "notes": { "type": "string", "title": "Notes", "x-synter": { "group": "What it may write", "order": 5, "widget": "textarea" } },
            "platforms": { "type": "array", "title": "Platforms", "minItems": 1, "uniqueItems": true, "items": { "type": "string", "enum": ["facebook", "x"] }, "x-synter": { "group": "Where it posts", "order": 6 } },
            "connections": {
              "type": "object", "title": "Connections", "additionalProperties": false,
              "properties": {
                "facebook": { "type": "string", "title": "Facebook Page", "format": "credential-ref", "x-synter": { "credential": "facebook" } },
                "x": { "type": "string", "title": "X", "format": "credential-ref", "x-synter": { "credential": "x" } }
              },
              "x-synter": { "group": "Where it posts", "order": 7, "keys_from": "/platforms" }
            },
            "policy": { "type": "string", "title": "Review policy", "const": "approval_per_post", "x-synter": { "group": "Where it posts", "order": 8, "labels": { "approval_per_post": "Every post" } } }
          }
        }
        """)!).Value;

    public static JsonObject Complete => (JsonObject)JsonNode.Parse(
        $$"""
        {
          "brand": "Sunrise Dental", "offerings": ["Root canal"], "zone": "Asia/Kolkata", "platforms": ["x"],
          "connections": { "x": "{{Credential}}" }, "policy": "approval_per_post"
        }
        """)!;
}
