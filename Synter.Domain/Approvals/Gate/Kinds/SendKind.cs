namespace Synter.Domain.Approvals.Gate.Kinds;

/// <summary>A message to people. What was read cannot be unread.</summary>
public static class SendKind
{
    public const string Key = "send";

    public static readonly EffectKind Definition = new()
    {
        Key = Key,
        Name = "Send",
        Providers = new HashSet<string> { "email", "whatsapp" },
        Target = EffectKind.Schema("""
            {
              "type": "object",
              "required": ["to"],
              "properties": { "to": { "type": "string", "minLength": 1, "maxLength": 320 } },
              "additionalProperties": { "type": "string" }
            }
            """),
        After = EffectKind.Schema("""
            {
              "type": "object",
              "required": ["v", "text"],
              "properties": {
                "v": { "const": 1 },
                "subject": { "type": "string", "title": "Subject", "maxLength": 200, "x-synter": { "order": 1 } },
                "text": { "type": "string", "title": "Text", "minLength": 1, "maxLength": 20000, "x-synter": { "widget": "textarea", "order": 2 } }
              },
              "additionalProperties": false
            }
            """),
        Editable = new HashSet<string> { "subject", "text" },
        IsReversible = false,
        CostUnit = CostUnit.None,
    };
}
