using System.Collections.Frozen;

namespace Synter.Domain.Accounts;

/// <summary>
/// The commonest passwords, as they are made longer: with digits or signs around them, said twice, or as a row on the keyboard.
/// Needs no network, so it holds where the list of leaked ones cannot be asked.
/// </summary>
public static class CommonPasswords
{
    private static readonly FrozenSet<string> s_words = Read();

    private static readonly string[] s_rows =
        ["abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "qwertzuiopasdfghjklyxcvbnm", "azertyuiopqsdfghjklmwxcvbn", "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "12345678901234567890", "09876543210987654321", "q1w2e3r4t5y6u7i8o9p0", "1q2w3e4r5t6y7u8i9o0p"];

    public static bool Contains(string password)
    {
        var plain = Plain(password);
        return password.EnumerateRunes().Distinct().Count() < 4 || IsCommon(plain) || IsCommon(plain.Trim("0123456789".ToCharArray())) || IsRepeated(plain) || IsRow(plain);
    }

    private static bool IsRow(string text) => text.Length >= PasswordRules.Shortest && Array.Exists(s_rows, row => row.Contains(text, StringComparison.Ordinal));

    private static bool IsCommon(string text) => s_words.Contains(text);

    private static bool IsRepeated(string text)
    {
        for (var length = 1; length <= text.Length / 2; length++)
        {
            var part = text[..length];
            if (text.Length % length == 0 && string.Concat(Enumerable.Repeat(part, text.Length / length)) == text && (length < 6 || IsCommon(part) || IsCommon(part.Trim("0123456789".ToCharArray())))) return true;
        }

        return false;
    }

    /// <summary>Small letters and digits, with the signs that people write for letters read as those.</summary>
    private static string Plain(string password) => string.Concat(password.ToLowerInvariant().Select(c => c switch
    {
        '@' => 'a',
        '$' => 's',
        _ => c,
    }).Where(char.IsLetterOrDigit));

    private static FrozenSet<string> Read()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();
    }
}
