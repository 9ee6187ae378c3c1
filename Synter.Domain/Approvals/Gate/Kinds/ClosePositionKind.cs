namespace Synter.Domain.Approvals.Gate.Kinds;

/// <summary>Gives up a position at an exchange. Costs no more than its fees, and those are part of the position.</summary>
public static class ClosePositionKind
{
    public const string Key = "close_position";

    public static readonly EffectKind Definition = new()
    {
        Key = Key,
        Name = "Close position",
        Providers = new HashSet<string> { "delta_exchange_india" },
        Target = EffectKind.Schema("""
            {
              "type": "object",
              "required": ["symbol"],
              "properties": { "symbol": { "type": "string", "pattern": "^[A-Z0-9_-]{2,30}$" } },
              "additionalProperties": { "type": "string" }
            }
            """),
        After = EffectKind.Schema("""
            {
              "type": "object",
              "required": ["v", "side", "quantity"],
              "properties": {
                "v": { "const": 1 },
                "side": { "enum": ["buy", "sell"] },
                "quantity": { "type": "integer", "title": "Quantity", "minimum": 1, "maximum": 1000000, "x-synter": { "unit": "contracts" } }
              },
              "additionalProperties": false
            }
            """),
        Editable = new HashSet<string> { "quantity" },
        IsReversible = false,
        CostUnit = CostUnit.None,
    };
}
