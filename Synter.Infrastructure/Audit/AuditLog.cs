using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Audit;

/// <summary>
/// Appends to the audit chain inside the caller's transaction. Make it the last statement before the commit: it locks the
/// chain's head, and whatever comes after keeps every other decision of the workspace waiting.
/// </summary>
public sealed class AuditLog(AuditKeys keys, TimeProvider clock)
{
    private const string Append = "SELECT audit_append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

    /// <summary>People read details; only what JSON demands is escaped.</summary>
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Appends one entry. The connection's scope must cover the entry's workspace; the platform's chain needs the system scope.
    /// </summary>
    public Task AppendAsync(DbConnection connection, DbTransaction? transaction, AuditEntry entry, CancellationToken cancellationToken) =>
        AppendAsync(connection, transaction, [entry], cancellationToken);

    /// <summary>Appends entries of one chain, in their order, in one round trip.</summary>
    public async Task AppendAsync(
        DbConnection connection, DbTransaction? transaction, IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0)
        {
            return;
        }

        var workspace = entries[0].Workspace;
        if (entries.Any(e => e.Workspace != workspace))
        {
            throw new ArgumentException("Entries of one call belong to one chain.", nameof(entries));
        }

        var chain = AuditChain.Id(workspace);
        var mac = await keys.ForAsync(chain, cancellationToken);
        await using var command = new NpgsqlCommand(Append, (NpgsqlConnection)connection, (NpgsqlTransaction?)transaction)
        {
            Parameters =
            {
                new() { Value = chain },
                new() { Value = clock.Now().UtcDateTime },
                Texts(entries, e => e.Kind),
                Texts(entries, e => e.ActorName),
                new() { Value = entries.Select(e => e.Actor?.Value).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
                Texts(entries, e => AuditChain.Name(e.Via)),
                Texts(entries, e => e.Subject),
                Texts(entries, e => e.Correlation.Value),
                Texts(entries, e => e.Details.ToJsonString(Readable)),
                new() { Value = mac.Inner },
                new() { Value = mac.Outer },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Appends in the context's current transaction, or on its own when it has none. Save changes first.</summary>
    public async Task AppendAsync(DbContext context, AuditEntry entry, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await AppendAsync(
                context.Database.GetDbConnection(), context.Database.CurrentTransaction?.GetDbTransaction(), [entry], cancellationToken);
        }
        finally
        {
            await context.Database.CloseConnectionAsync();
        }
    }

    private static NpgsqlParameter Texts(IReadOnlyList<AuditEntry> entries, Func<AuditEntry, string?> field) =>
        new() { Value = entries.Select(field).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
}
