namespace Synter.Domain.Approvals.Gate.Kinds;

/// <summary>An order at an exchange.</summary>
public static class PlaceOrderKind
{
    public const string Key = "place_order";

    public static readonly EffectKind Definition = new()
    {
        Key = Key,
        Name = "Order",
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
              "required": ["v", "side", "order_type", "quantity"],
              "properties": {
                "v": { "const": 1 },
                "side": { "enum": ["buy", "sell"] },
                "order_type": { "enum": ["market", "limit"] },
                "quantity": { "type": "integer", "title": "Quantity", "minimum": 1, "maximum": 1000000, "x-synter": { "unit": "contracts", "order": 1 } },
                "limit_price": { "type": "string", "title": "Limit price", "pattern": "^[0-9]{1,12}([.][0-9]{1,8})?$", "x-synter": { "order": 2 } }
              },
              "additionalProperties": false
            }
            """),
        Editable = new HashSet<string> { "quantity", "limit_price" },
        IsReversible = false,
        CostUnit = CostUnit.Money,
    };
}
