using System.Net.Mail;

namespace Synter.Infrastructure.Mail;

/// <summary>The mail server that takes our mail.</summary>
/// <param name="User">Null: it asks for no sign-in.</param>
public sealed record MailSettings(string Host, int Port, string? User, string? Password, MailAddress From, bool StartTls)
{
    public override string ToString() => $"{Host}:{Port}";
}
