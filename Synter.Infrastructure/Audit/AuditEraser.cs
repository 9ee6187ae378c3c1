using System.Text.Json.Nodes;
using Npgsql;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Audit;

public sealed class AuditEraser(SynterDatabase database, AuditLog audit, TimeProvider clock) : IAuditEraser
{
    public async Task<bool> EraseAsync(Actor actor, long seq, string reason, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(actor.Scope, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var erase = new NpgsqlCommand("SELECT audit_erase_details($1, $2, $3)", connection, transaction))
        {
            erase.Parameters.Add(new() { Value = actor.Workspace.Value });
            erase.Parameters.Add(new() { Value = seq });
            erase.Parameters.Add(new() { Value = clock.Now().UtcDateTime });
            if (await erase.ExecuteScalarAsync(cancellationToken) is not true)
            {
                return false;
            }
        }

        var details = new JsonObject { ["seq"] = seq, ["reason"] = reason };
        await audit.AppendAsync(connection, transaction, AuditEntry.By(actor, "audit.details_erased", null, details), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
