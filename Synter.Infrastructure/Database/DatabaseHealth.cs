using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Database;

/// <summary>
/// Ready only as a role that row-level security holds: a superuser, or one with BYPASSRLS, would see every workspace's
/// rows whatever the policies say.
/// </summary>
public sealed class DatabaseHealth(SynterDatabase database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var connection = await database.OpenAsync(new Scope.System("health"), cancellationToken);
            await using var command = new NpgsqlCommand("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user", connection);
            return await command.ExecuteScalarAsync(cancellationToken) is false
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("The database role is a superuser or has BYPASSRLS: use a role without either.");
        }
        catch (NpgsqlException)
        {
            return HealthCheckResult.Unhealthy("The database cannot be reached.");
        }
    }
}
