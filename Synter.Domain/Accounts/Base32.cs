using System.Text;

namespace Synter.Domain.Accounts;

/// <summary>RFC 4648 base 32 without padding, which is how authenticator apps take a secret that is typed.</summary>
public static class Base32
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string Write(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        var (held, bits) = (0, 0);
        foreach (var value in bytes)
        {
            held = ((held << 8) | value) & 0xFFFF;
            for (bits += 8; bits >= 5; bits -= 5) text.Append(Letters[(held >> (bits - 5)) & 31]);
        }

        if (bits > 0) text.Append(Letters[(held << (5 - bits)) & 31]);
        return text.ToString();
    }

    /// <exception cref="FormatException">It holds another letter.</exception>
    public static byte[] Read(string text)
    {
        var bytes = new List<byte>();
        var (held, bits) = (0, 0);
        foreach (var letter in text)
        {
            var value = Letters.IndexOf(letter, StringComparison.Ordinal);
            if (value < 0) throw new FormatException("Not base 32.");
            held = ((held << 5) | value) & 0xFFFF;
            if ((bits += 5) < 8) continue;
            bytes.Add((byte)(held >> (bits -= 8)));
        }

        return [.. bytes];
    }
}
