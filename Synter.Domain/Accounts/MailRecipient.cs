using Synter.Domain.Kernel;

namespace Synter.Domain.Accounts;

/// <summary>Whom a mail about an account goes to.</summary>
public sealed record MailRecipient(UserId User, string Email, string Name);
