using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Mail;

/// <summary>Forgets who was written to, and when, after a month.</summary>
public sealed class MailRetention(SynterDatabase database, TimeProvider clock) : IRetentionTask
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private const string Delete = """
        DELETE FROM mail_outbox WHERE id = ANY(ARRAY(
            SELECT id FROM mail_outbox WHERE created_at < $1 AND expires_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED))
        """;

    public string Name => "mails";

    public async Task<long> SweepAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(new Scope.System("retention"), cancellationToken);
        return await SmallBites.DeleteAsync(connection, Delete, clock.Now() - Kept, cancellationToken);
    }
}
