using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Sandbox;

/// <summary>Forgets what simulated providers received a month ago. Their posts stay: they are what an effect's link points to.</summary>
public sealed class SandboxRetention(SynterDatabase database, TimeProvider clock) : IRetentionTask
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private const string Delete = "DELETE FROM sandbox.requests WHERE seq = ANY(ARRAY(SELECT seq FROM sandbox.requests WHERE at < $1 ORDER BY seq LIMIT $2))";

    public string Name => "sandbox requests";

    public async Task<long> SweepAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(new Scope.System("retention"), cancellationToken);
        return await SmallBites.DeleteAsync(connection, Delete, clock.Now() - Kept, cancellationToken);
    }
}
