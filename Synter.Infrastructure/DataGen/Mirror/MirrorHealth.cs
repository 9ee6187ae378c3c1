using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Synter.Infrastructure.DataGen.Mirror;

/// <summary>Whether CStore follows. When it does not, Synter serves all the same.</summary>
internal sealed class MirrorHealth(MirrorOutbox outbox) : IHealthCheck
{
    public const string Name = "cstore";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (count, problem) = await outbox.BehindAsync(cancellationToken);
        return count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded($"{count} dataset(s) wait to be mirrored: {problem}");
    }
}
