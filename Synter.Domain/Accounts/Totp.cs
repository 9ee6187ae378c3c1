using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Synter.Domain.Accounts;

/// <summary>Codes of an authenticator app: RFC 6238 with its defaults (SHA-1, six digits, half a minute), since many apps know no others.</summary>
public static class Totp
{
    /// <summary>160 bits, as RFC 4226 advises.</summary>
    public const int SecretSize = 20;

    public const int Digits = 6;

    private const int StepSeconds = 30;

    /// <summary>Which step of the clock a code belongs to, one before and one after now included: clocks differ.</summary>
    /// <param name="after">The step of the last code that was taken. One as old or older is not taken again.</param>
    /// <returns>Null when it is no code of now.</returns>
    public static long? StepOf(ReadOnlySpan<byte> secret, string typed, DateTimeOffset now, long after)
    {
        if (!IsCode(typed)) return null;
        var wanted = Encoding.ASCII.GetBytes(typed);
        long? found = null;
        // All three are compared, so that the time taken says nothing.
        for (var step = Step(now) - 1; step <= Step(now) + 1; step++)
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(CodeAt(secret, step)), wanted) && step > after) found = step;
        return found;
    }

    /// <summary>Whether it has the form of a code, spaces taken out.</summary>
    public static bool IsCode(string typed) => typed.Length == Digits && typed.All(char.IsAsciiDigit);

    public static long Step(DateTimeOffset time) => time.ToUnixTimeSeconds() / StepSeconds;

    public static string CodeAt(ReadOnlySpan<byte> secret, long step, int digits = Digits)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // What the apps compute. HMAC does not need a hash that resists collisions.
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var at = hash[^1] & 0x0F;
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[at..]) & 0x7FFF_FFFF;
        return (number % (int)Math.Pow(10, digits)).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <summary>What the QR code says, in the form that authenticator apps read.</summary>
    /// <param name="secret">In base 32.</param>
    public static string Address(string secret, string account) => $"otpauth://totp/Synter:{Uri.EscapeDataString(account)}?secret={secret}&issuer=Synter";
}
