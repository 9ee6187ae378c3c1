using Npgsql;
using NpgsqlTypes;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Kernel;
using Synter.Domain.Usage;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Usage;

/// <summary>The ledger for those who call it on its own.</summary>
public sealed class UsageStore(SynterDatabase database, UsageLedger ledger) : IUsage
{
    private const string Totals = """
        SELECT agent_id, kind, sum(amount)::bigint FROM usage
        WHERE workspace_id = $1 AND agent_id = ANY ($2) AND ($3::timestamptz IS NULL OR at >= $3)
          AND kind <> 'spend'
        GROUP BY agent_id, kind
        """;

    public async Task<LimitReached?> ReserveAsync(UsageClaim claim, IReadOnlyList<UsageLimit> limits, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(claim.Workspace, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var reached = await ledger.ReserveAsync(connection, transaction, claim, limits, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return reached;
    }

    public async Task SettleAsync(UsageClaim claim, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(claim.Workspace, cancellationToken);
        await ledger.SettleAsync(connection, null, [claim], cancellationToken);
    }

    public async Task ReleaseAsync(UsageClaim claim, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(claim.Workspace, cancellationToken);
        await UsageLedger.ReleaseAsync(connection, null, [claim], cancellationToken);
    }

    public async Task<LimitReached?> WouldExceedAsync(UsageClaim claim, IReadOnlyList<UsageLimit> limits, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(claim.Workspace, cancellationToken);
        return await UsageLedger.WouldExceedAsync(connection, claim, limits, cancellationToken);
    }

    public async Task<UsageTotals> TotalsAsync(WorkspaceId workspace, HiredAgentId agent, DateTimeOffset since, CancellationToken cancellationToken) =>
        (await ReadAsync(workspace, [agent], since, cancellationToken)).GetValueOrDefault(agent, UsageTotals.None);

    public async Task<IReadOnlyDictionary<HiredAgentId, UsageTotals>> TotalsByAgentAsync(
        WorkspaceId workspace, IReadOnlyCollection<HiredAgentId> agents, CancellationToken cancellationToken) =>
        agents.Count == 0 ? new Dictionary<HiredAgentId, UsageTotals>() : await ReadAsync(workspace, agents, null, cancellationToken);

    private async Task<Dictionary<HiredAgentId, UsageTotals>> ReadAsync(
        WorkspaceId workspace, IReadOnlyCollection<HiredAgentId> agents, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(workspace, cancellationToken);
        await using var command = new NpgsqlCommand(Totals, connection)
        {
            Parameters =
            {
                new() { Value = workspace.Value },
                new() { Value = agents.Select(agent => agent.Value).ToArray() },
                new() { Value = since?.UtcDateTime as object ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            },
        };
        var totals = new Dictionary<HiredAgentId, UsageTotals>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var of = HiredAgentId.From(reader.GetGuid(0));
            totals[of] = With(totals.GetValueOrDefault(of, UsageTotals.None), EnumNames.Read<UsageKind>(reader.GetString(1)), reader.GetInt64(2));
        }

        return totals;
    }

    private static UsageTotals With(UsageTotals totals, UsageKind kind, long amount) => kind switch
    {
        UsageKind.Runs => totals with { Runs = amount },
        UsageKind.Drafts => totals with { Drafts = amount },
        UsageKind.Tokens => totals with { Tokens = amount },
        UsageKind.Effects => totals with { Effects = amount },
        UsageKind.Spend => throw new ArgumentException("Spend is a sum per currency.", nameof(kind)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private ValueTask<NpgsqlConnection> OpenAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        database.OpenAsync(new Scope.Workspace(workspace), cancellationToken);
}
