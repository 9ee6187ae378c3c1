using System.Globalization;
using System.Text.Json.Serialization;

namespace Synter.Domain.Kernel;

/// <summary>An exact amount: millionths of a currency's main unit, and its ISO 4217 code. Currencies never mix.</summary>
public readonly record struct Money
{
    public const long MicrosPerUnit = 1_000_000;

    [JsonConstructor]
    private Money(long micros, string currency)
    {
        Micros = micros;
        Currency = currency;
    }

    public long Micros { get; }

    /// <summary>Three upper-case letters.</summary>
    public string Currency { get; }

    public static Money FromMicros(long micros, string currency) =>
        currency is { Length: 3 } && currency.All(char.IsAsciiLetterUpper)
            ? new Money(micros, currency)
            : throw new ArgumentException($"«{currency}» is not an ISO 4217 code.", nameof(currency));

    /// <summary>Refuses an amount finer than a millionth, so that nothing is rounded unseen.</summary>
    public static Money FromDecimal(decimal amount, string currency)
    {
        var micros = amount * MicrosPerUnit;
        return micros == decimal.Truncate(micros)
            ? FromMicros(checked((long)micros), currency)
            : throw new ArgumentException($"{amount} is finer than a millionth.", nameof(amount));
    }

    public decimal Amount => (decimal)Micros / MicrosPerUnit;

    public static Money operator +(Money left, Money right) => new(checked(left.Micros + SameCurrency(left, right).Micros), left.Currency);

    public static Money operator -(Money left, Money right) => new(checked(left.Micros - SameCurrency(left, right).Micros), left.Currency);

    public static Money operator -(Money money) => new(checked(-money.Micros), money.Currency);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount:0.00####} {Currency}");

    private static Money SameCurrency(Money left, Money right) => left.Currency == right.Currency
        ? right
        : throw new InvalidOperationException($"{left.Currency} and {right.Currency} are never summed together.");
}
