using System.Net.Mail;

namespace Synter.Infrastructure.Accounts;

/// <summary>What is taken for an e-mail address.</summary>
public static class EmailAddress
{
    private const int Longest = 320;

    /// <summary>The address as it is kept, or null for what is none.</summary>
    public static string? Read(string? text)
    {
        text = text?.Trim();
        return text is { Length: > 0 and <= Longest } && !text.Any(char.IsControl) && MailAddress.TryCreate(text, out var mail) && mail.Address == text && mail.Host.Contains('.', StringComparison.Ordinal) ? text : null;
    }
}
