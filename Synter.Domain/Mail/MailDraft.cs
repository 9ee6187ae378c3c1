namespace Synter.Domain.Mail;

/// <summary>A mail that is to be written: an occasion, a recipient and what the template asks for.</summary>
/// <param name="Values">By the template's names. What ends in <c>link</c> is an address of ours; all else is somebody's text.</param>
/// <param name="ExpiresAt">After this it is of no use and is not sent: its link is dead. Null when there is none.</param>
public sealed record MailDraft(MailKind Kind, string To, IReadOnlyDictionary<string, string> Values, DateTimeOffset? ExpiresAt = null);
