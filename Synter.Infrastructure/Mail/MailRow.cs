using Synter.Domain.Mail;

namespace Synter.Infrastructure.Mail;

/// <summary>A mail that was written and is to be sent, was sent, or never will be.</summary>
internal sealed class MailRow
{
    public required MailId Id { get; init; }

    public required MailKind Kind { get; init; }

    public required string Recipient { get; init; }

    /// <summary>What the template is filled with. Sealed, since links sign people in; null once it is of no more use.</summary>
    public byte[]? Sealed { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its link is dead, or it is old news: not sent any more, and forgotten.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public required DateTimeOffset DueAt { get; set; }

    public int Tries { get; set; }

    /// <summary>A process that took it may be sending it until then.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    public DateTimeOffset? GivenUpAt { get; set; }

    /// <summary>Why the last try failed, in the mail server's words.</summary>
    public string? Problem { get; set; }

    public string Bound => $"mail/{Id}";
}
