namespace Synter.Domain.Mail;

/// <summary>What became of a mail.</summary>
public enum MailState
{
    /// <summary>There is no mail server: it is read where it lies.</summary>
    Kept,

    Waiting,

    /// <summary>A try failed; another one follows.</summary>
    Retrying,

    Sent,

    /// <summary>Refused for good, tried too often, or its time is over.</summary>
    GivenUp,
}

/// <summary>One mail of the outbox.</summary>
/// <param name="Text">Null when a mail server takes mails, and once it is of no more use.</param>
public sealed record MailLine(
    MailId Id, MailKind Kind, string To, DateTimeOffset WrittenAt, MailState State, DateTimeOffset? DoneAt, int Tries, string? Problem, MailText? Text);

/// <summary>Reads the outbox, for staff.</summary>
public interface IMailQueries
{
    /// <summary>The last hundred, newest first.</summary>
    Task<IReadOnlyList<MailLine>> NewestAsync(CancellationToken cancellationToken);
}
