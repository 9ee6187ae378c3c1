namespace Synter.Web.Components.Text;

/// <summary>How an amount of one currency is written.</summary>
/// <param name="Digits">Of its minor unit.</param>
public readonly record struct CurrencySign(string Symbol, int Digits)
{
    /// <summary>A symbol only where it means one currency; else the code, with a space that does not break.</summary>
    public static CurrencySign Of(string code) => code switch
    {
        "INR" => new("₹", 2),
        "USD" => new("$", 2),
        "EUR" => new("€", 2),
        "GBP" => new("£", 2),
        "JPY" => new("¥", 0),
        "KRW" or "VND" => new(code + "\u00A0", 0),
        "KWD" or "BHD" or "OMR" => new(code + "\u00A0", 3),
        _ => new(code + "\u00A0", 2),
    };
}
