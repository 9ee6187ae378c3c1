using Microsoft.EntityFrameworkCore;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Mail;

/// <summary>Hands out mails that are due, each to one process at a time, and notes what became of them.</summary>
public sealed class MailQueue(SynterDatabase database, TimeProvider clock)
{
    /// <summary>Longer than any try takes. Who is gone for longer has crashed, and the mail is another's.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    private static readonly Scope Scope = new Scope.System("mail");

    internal async Task<List<MailRow>> ClaimAsync(int most, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var until = now + Lease;
        await using var context = database.Context(Scope);
        return await context.Set<MailRow>().FromSql($"""
            UPDATE mail_outbox SET lease_until = {until}, tries = tries + 1
            WHERE id = ANY(ARRAY(
                SELECT id FROM mail_outbox
                WHERE sent_at IS NULL AND given_up_at IS NULL AND due_at <= {now} AND expires_at > {now} AND (lease_until IS NULL OR lease_until <= {now})
                ORDER BY due_at LIMIT {most} FOR UPDATE SKIP LOCKED))
            RETURNING *
            """).AsNoTracking().ToListAsync(cancellationToken);
    }

    /// <summary>What it said is forgotten with it: a link that is on its way need not be here too.</summary>
    internal Task SentAsync(MailRow mail, CancellationToken cancellationToken)
    {
        DateTimeOffset? now = clock.Now();
        return SettleAsync(mail, rows => rows.ExecuteUpdateAsync(
            set => set.SetProperty(m => m.SentAt, now).SetProperty(m => m.Sealed, (byte[]?)null).SetProperty(m => m.Problem, (string?)null).SetProperty(m => m.LeaseUntil, (DateTimeOffset?)null),
            cancellationToken));
    }

    internal Task TryLaterAsync(MailRow mail, string problem, TimeSpan wait, CancellationToken cancellationToken)
    {
        var due = clock.Now() + wait;
        return SettleAsync(mail, rows => rows.ExecuteUpdateAsync(
            set => set.SetProperty(m => m.DueAt, due).SetProperty(m => m.Problem, problem).SetProperty(m => m.LeaseUntil, (DateTimeOffset?)null), cancellationToken));
    }

    internal Task GiveUpAsync(MailRow mail, string problem, CancellationToken cancellationToken)
    {
        DateTimeOffset? now = clock.Now();
        return SettleAsync(mail, rows => rows.ExecuteUpdateAsync(
            set => set.SetProperty(m => m.GivenUpAt, now).SetProperty(m => m.Problem, problem).SetProperty(m => m.Sealed, (byte[]?)null).SetProperty(m => m.LeaseUntil, (DateTimeOffset?)null),
            cancellationToken));
    }

    /// <summary>Forgets what mails say once their time is over, sent or not.</summary>
    internal async Task ForgetExpiredAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset? now = clock.Now();
        await using var context = database.Context(Scope);
        await context.Set<MailRow>().Where(m => m.ExpiresAt <= now && m.Sealed != null && (m.LeaseUntil == null || m.LeaseUntil <= now))
            .ExecuteUpdateAsync(
                set => set.SetProperty(m => m.Sealed, (byte[]?)null).SetProperty(m => m.GivenUpAt, m => m.SentAt == null ? now : null),
                cancellationToken);
    }

    /// <summary>Only for who holds the lease: another process may have taken it over meanwhile.</summary>
    private async Task SettleAsync(MailRow mail, Func<IQueryable<MailRow>, Task<int>> settle)
    {
        await using var context = database.Context(Scope);
        await settle(context.Set<MailRow>().Where(m => m.Id == mail.Id && m.LeaseUntil == mail.LeaseUntil));
    }
}
