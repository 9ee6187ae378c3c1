using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Idempotency;

/// <summary>Forgets keys a day after they were used.</summary>
public sealed class IdempotencyRetention(SynterDatabase database, TimeProvider clock) : IRetentionTask
{
    private const string Delete = """
        DELETE FROM idempotency_keys WHERE ctid = ANY(ARRAY(
            SELECT ctid FROM idempotency_keys WHERE expires_at <= $1 LIMIT $2 FOR UPDATE SKIP LOCKED))
        """;

    public string Name => "idempotency keys";

    public async Task<long> SweepAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(new Scope.System("retention"), cancellationToken);
        return await SmallBites.DeleteAsync(connection, Delete, clock.Now(), cancellationToken);
    }
}
