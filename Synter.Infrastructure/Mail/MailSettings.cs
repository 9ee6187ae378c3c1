using System.Net.Mail;
using Synter.Domain.Vault;

namespace Synter.Infrastructure.Mail;

/// <summary>The mail server that takes our mail.</summary>
/// <param name="User">Null: it asks for no sign-in, or the vault knows.</param>
/// <param name="Credential">Where user and password lie in the vault.</param>
public sealed record MailSettings(string Host, int Port, string? User, string? Password, MailAddress From, bool StartTls, CredentialRef? Credential = null)
{
    public override string ToString() => $"{Host}:{Port}";
}
