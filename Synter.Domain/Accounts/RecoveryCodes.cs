using System.Security.Cryptography;

namespace Synter.Domain.Accounts;

/// <summary>One-time codes for who has lost the authenticator: on paper, typed by hand.</summary>
public static class RecoveryCodes
{
    public const int Count = 10;

    private const int Length = 12;

    /// <summary>No two of these look alike.</summary>
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>Ten of 59 bits, as in <c>k7qm-4hxt-9wpz</c>.</summary>
    public static IReadOnlyList<string> Make() => [.. Enumerable.Range(0, Count).Select(_ =>
    {
        var code = RandomNumberGenerator.GetString(Letters, Length);
        return $"{code[..4]}-{code[4..8]}-{code[8..]}";
    })];

    /// <summary>What was typed, as it was made: case, hyphens and spaces do not count.</summary>
    /// <returns>Null when it cannot be one.</returns>
    public static string? Read(string typed)
    {
        var code = string.Concat(typed.Where(letter => !char.IsWhiteSpace(letter) && letter != '-')).ToLowerInvariant();
        return code.Length == Length && code.All(letter => Letters.Contains(letter, StringComparison.Ordinal)) ? code : null;
    }
}
