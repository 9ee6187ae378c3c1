namespace Synter.Domain.Approvals.Gate.Kinds;

/// <summary>A new post on a social platform.</summary>
public static class PostKind
{
    public const string Key = "post";

    public static readonly EffectKind Definition = new()
    {
        Key = Key,
        Name = "Post",
        Providers = new HashSet<string> { "facebook", "x" },
        Target = EffectKind.Schema("""
            {
              "type": "object",
              "properties": { "page": { "type": "string", "title": "Page or handle" } },
              "additionalProperties": { "type": "string" }
            }
            """),
        After = EffectKind.Schema("""
            {
              "type": "object",
              "required": ["v", "text"],
              "properties": {
                "v": { "const": 1 },
                "text": { "type": "string", "title": "Text", "minLength": 1, "maxLength": 63206, "x-synter": { "widget": "textarea", "order": 1 } },
                "link": { "type": "string", "title": "Link", "format": "uri", "maxLength": 2000, "x-synter": { "order": 2 } }
              },
              "additionalProperties": false
            }
            """),
        Editable = new HashSet<string> { "text", "link" },
        IsReversible = true,
        CostUnit = CostUnit.None,
    };
}
