namespace Synter.Domain.Mail;

/// <summary>A mail as it is read.</summary>
/// <param name="Markdown">What the HTML part is made of.</param>
/// <param name="Plain">The text part.</param>
public sealed record MailText(string Subject, string Markdown, string Plain);
