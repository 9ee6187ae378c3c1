using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Audit;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Vault;

/// <summary>Whether what is sealed can be opened. A missing key degrades: what other keys sealed goes on working.</summary>
public sealed class VaultHealthCheck(SynterDatabase database, KeyRing ring, SealedKeys keys) : IHealthCheck
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
            return HealthCheckResult.Unhealthy(e.Message);
        }

        var held = ring.Ids;
        await using var rows = database.Context(new Scope.System("vault health"));
        var missing = await rows.Set<CredentialRow>()
            .Where(c => c.KeyId != null && !held.Contains(c.KeyId))
            .GroupBy(c => c.KeyId!)
            .Select(g => new { KeyId = g.Key, Count = g.Count() })
            .ToListAsync(cancellationToken);
        return missing.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded(
                $"{missing.Sum(m => m.Count)} credential(s) cannot be opened: {new VaultKeyMissingException(missing[0].KeyId, ring.Source).Message}");
    }
}
