using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Audit;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Vault;

/// <summary>
/// Whether what is sealed can be opened. A missing key degrades: what other keys sealed goes on working. Anybody may ask, so the
/// answer names neither keys nor where they are kept; the log does.
/// </summary>
public sealed class VaultHealthCheck(SynterDatabase database, KeyRing ring, SealedKeys keys, ILogger<VaultHealthCheck> log) : IHealthCheck
{
    public const string Name = "vault";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await keys.GetAsync(AuditKeys.Purpose, cancellationToken);
        }
        catch (Exception e) when (e is VaultKeyMissingException or VaultTamperedException)
        {
            log.VaultFailed(e);
            return HealthCheckResult.Unhealthy("The audit's key cannot be opened. The log says which vault key is missing.");
        }

        var held = ring.Ids;
        await using var rows = database.Context(new Scope.System("vault health"));
        var missing = await rows.Set<CredentialRow>()
            .Where(c => c.KeyId != null && !held.Contains(c.KeyId))
            .GroupBy(c => c.KeyId!)
            .Select(g => new { KeyId = g.Key, Count = g.Count() })
            .ToListAsync(cancellationToken);
        if (missing.Count == 0)
        {
            return HealthCheckResult.Healthy();
        }

        log.VaultDegraded(new VaultKeyMissingException(missing[0].KeyId, ring.Source));
        return HealthCheckResult.Degraded($"{missing.Sum(m => m.Count)} credential(s) cannot be opened. The log says which vault key is missing.");
    }
}
