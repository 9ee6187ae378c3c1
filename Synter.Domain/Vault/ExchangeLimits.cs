using System.Text.Json;
using System.Text.Json.Nodes;
using Synter.Domain.Kernel;

namespace Synter.Domain.Vault;

/// <summary>The limits that are set beside an exchange's keys (seed 3): so many units an order, and perhaps so many rupees.</summary>
public static class ExchangeLimits
{
    private const string Units = "max_units_per_order";
    private const string Rupees = "max_notional_inr";

    /// <summary>What is wrong with them, with pointers into the request.</summary>
    public static IEnumerable<FieldError> Errors(JsonObject limits, string pointer)
    {
        if (!limits.ContainsKey(Units))
        {
            yield return new FieldError($"{pointer}/{Units}", "Set how many units one order may have at most.");
        }

        foreach (var (name, value) in limits)
        {
            if (name is not (Units or Rupees))
            {
                yield return new FieldError(JsonPointer.Append(pointer, name), $"There is no such limit. The limits are {Units} and {Rupees}.");
            }
            else if (value?.GetValueKind() != JsonValueKind.Number || value.GetValue<decimal>() <= 0)
            {
                yield return new FieldError($"{pointer}/{name}", "Give a number above 0.");
            }
        }
    }
}
