using System.Text;

namespace Synter.Domain.Accounts;

/// <summary>
/// What a password must be: long, and not one that everybody tries first. Any character counts; there is nothing that it must
/// contain, since that only teaches people to write «Password1!».
/// </summary>
public static class PasswordRules
{
    public const int Shortest = 12;

    /// <summary>Beyond this it is not a password but a way to keep us busy.</summary>
    public const int Longest = 256;

    /// <param name="own">Words that belong to the person, such as the e-mail and the name.</param>
    /// <returns>Null when it will do, else the sentence that says why not.</returns>
    public static string? Refuse(string password, params IEnumerable<string?> own)
    {
        var length = password.EnumerateRunes().Count();
        if (length < Shortest) return $"Use at least {Shortest} characters. A few words in a row are easy to keep.";
        if (password.Length > Longest) return $"Use at most {Longest} characters.";
        if (CommonPasswords.Contains(password)) return "This is among the passwords tried first. Choose another one.";
        return own.Any(word => IsMadeOf(password, word)) ? "This is made of your name or e-mail. Choose another one." : null;
    }

    /// <summary>Said of one that was found among those that leaked elsewhere.</summary>
    public const string Breached = "This password has leaked from another site, so it is tried first. Choose another one.";

    private static bool IsMadeOf(string password, string? word)
    {
        if (word is not { Length: >= 4 }) return false;
        var rest = Letters(password).Replace(Letters(word), "", StringComparison.Ordinal);
        return rest.Length < 4 && rest.Length < Letters(password).Length;
    }

    private static string Letters(string text)
    {
        var letters = new StringBuilder(text.Length);
        foreach (var c in text.Where(char.IsLetterOrDigit)) letters.Append(char.ToLowerInvariant(c));
        return letters.ToString();
    }
}
