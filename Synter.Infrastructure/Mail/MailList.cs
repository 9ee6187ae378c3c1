using Microsoft.EntityFrameworkCore;
using Synter.Domain.Kernel;
using Synter.Domain.Mail;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Mail;

/// <summary>
/// The outbox for people. What mails say is shown only where no server takes them: a link signs its reader in as somebody else.
/// </summary>
public sealed class MailList(SynterDatabase database, MailOutbox outbox, IMailTransport transport) : IMailQueries
{
    private const int Most = 100;

    private static readonly Scope Scope = new Scope.System("mail");

    public async Task<IReadOnlyList<MailLine>> NewestAsync(CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        var rows = await context.Set<MailRow>().AsNoTracking().OrderByDescending(m => m.CreatedAt).ThenByDescending(m => m.Id).Take(Most).ToListAsync(cancellationToken);
        var lines = new List<MailLine>(rows.Count);
        foreach (var row in rows)
        {
            var text = row.Sealed is null || transport.IsSet ? null : await outbox.ReadAsync(row, cancellationToken);
            lines.Add(new MailLine(row.Id, row.Kind, row.Recipient, row.CreatedAt, State(row), row.SentAt ?? row.GivenUpAt, row.Tries, row.Problem, text));
        }

        return lines;
    }

    private MailState State(MailRow row) => row switch
    {
        { SentAt: not null } => MailState.Sent,
        { GivenUpAt: not null } => MailState.GivenUp,
        _ when !transport.IsSet => MailState.Kept,
        { Tries: > 0, LeaseUntil: null } => MailState.Retrying,
        _ => MailState.Waiting,
    };
}
