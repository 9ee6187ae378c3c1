namespace Synter.Domain.Approvals.Gate.Kinds;

/// <summary>Makes something public that the provider holds already as a draft.</summary>
public static class PublishKind
{
    public const string Key = "publish";

    public static readonly EffectKind Definition = new()
    {
        Key = Key,
        Name = "Publish",
        Providers = new HashSet<string> { "facebook", "x" },
        Target = EffectKind.Schema("""
            {
              "type": "object",
              "required": ["object_id"],
              "properties": { "object_id": { "type": "string", "minLength": 1, "maxLength": 200 } },
              "additionalProperties": { "type": "string" }
            }
            """),
        After = EffectKind.Schema("""
            {
              "type": "object",
              "required": ["v", "status"],
              "properties": { "v": { "const": 1 }, "status": { "const": "published" } },
              "additionalProperties": false
            }
            """),
        Editable = new HashSet<string>(),
        IsReversible = true,
        CostUnit = CostUnit.None,
    };
}
