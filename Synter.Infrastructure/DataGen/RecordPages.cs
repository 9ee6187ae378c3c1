using System.Runtime.CompilerServices;
using Npgsql;
using Synter.Domain.DataGen;
using Synter.Domain.DataGen.Exports;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.DataGen;

/// <summary>
/// Good records in order, however many: a page at a time, each with a connection and a snapshot of its own, so that a slow reader holds
/// neither.
/// </summary>
internal sealed class RecordPages(SynterDatabase database) : IExportSource
{
    private const int Size = 1_000;

    private const string Sql = """
        SELECT index, record FROM dataset_records
        WHERE workspace_id = $1 AND dataset_id = $2 AND index > $3 AND record IS NOT NULL AND at <= $4
        ORDER BY index LIMIT $5
        """;

    private const string AcceptedSql = """
        SELECT index, record FROM dataset_records
        WHERE workspace_id = $1 AND dataset_id = $2 AND verdict = 'accepted' AND index > $3 AND record IS NOT NULL AND at <= $4
        ORDER BY index LIMIT $5
        """;

    public IAsyncEnumerable<string> ReadAsync(Actor actor, DatasetId id, bool onlyAccepted, DateTimeOffset until, CancellationToken cancellationToken) =>
        ReadAsync(actor.Scope, actor.Workspace, id, onlyAccepted, until, cancellationToken);

    public async IAsyncEnumerable<string> ReadAsync(
        Scope scope, WorkspaceId workspace, DatasetId id, bool onlyAccepted = false, DateTimeOffset? until = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var page = new List<string>(Size);
        var last = -1;
        do
        {
            page.Clear();
            await using (var connection = await database.OpenAsync(scope, cancellationToken))
            {
                await using var command = new NpgsqlCommand(onlyAccepted ? AcceptedSql : Sql, connection)
                {
                    Parameters =
                    {
                        new() { Value = workspace.Value }, new() { Value = id.Value }, new() { Value = last },
                        new() { Value = (until ?? DateTimeOffset.MaxValue).UtcDateTime }, new() { Value = Size },
                    },
                };
                await using var row = await command.ExecuteReaderAsync(cancellationToken);
                while (await row.ReadAsync(cancellationToken))
                {
                    last = row.GetInt32(0);
                    page.Add(row.GetString(1));
                }
            }

            foreach (var record in page)
            {
                yield return record;
            }
        }
        while (page.Count == Size);
    }
}
