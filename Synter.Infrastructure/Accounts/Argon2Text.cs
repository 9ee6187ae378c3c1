using System.Globalization;
using System.Text.RegularExpressions;

namespace Synter.Infrastructure.Accounts;

/// <summary>A hash with its price and salt, as the PHC string format writes it: <c>$argon2id$v=19$m=19456,t=2,p=1$salt$hash</c>.</summary>
internal sealed partial record Argon2Text(uint MemoryKiB, uint Passes, uint Lanes, byte[] Salt, byte[] Hash)
{
    public const string Prefix = "$argon2id$";

    /// <returns>Null when it is no such text.</returns>
    public static Argon2Text? Read(string text)
    {
        if (Format().Match(text) is not { Success: true } match
            || Number(match, "memory") is not { } memory || Number(match, "passes") is not { } passes || Number(match, "lanes") is not { } lanes
            || Bytes(match, "salt") is not { } salt || Bytes(match, "hash") is not { } hash)
        {
            return null;
        }

        return new Argon2Text(memory, passes, lanes, salt, hash);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Prefix}v=19$m={MemoryKiB},t={Passes},p={Lanes}${Text(Salt)}${Text(Hash)}");

    // The format's Base64 has no padding.
    private static string Text(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static byte[]? Bytes(Match match, string name)
    {
        var text = match.Groups[name].Value;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='), bytes, out var length) ? bytes[..length] : null;
    }

    private static uint? Number(Match match, string name) =>
        uint.TryParse(match.Groups[name].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"\A\$argon2id\$v=19\$m=(?<memory>\d+),t=(?<passes>\d+),p=(?<lanes>\d+)\$(?<salt>[A-Za-z0-9+/]{11,88})\$(?<hash>[A-Za-z0-9+/]{22,88})\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Format();
}
