using Npgsql;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Agents.Runs.Queue;

/// <summary>Everyone who settles something with the end of a run.</summary>
internal sealed class RunSettlements(IEnumerable<IRunSettlement> settlements)
{
    /// <summary>For the columns that <see cref="Read"/> takes, of a row named <c>r</c> of runs.</summary>
    public const string Columns = """
        r.workspace_id, r.id, r.agent_type_id, r.agent_type_version, r.hired_agent_id, r.config_revision, r.goal_id, r.goal_revision,
        r.concurrency_key, r.status, r.dry_run
        """;

    private readonly IReadOnlyList<IRunSettlement> _settlements = [.. settlements];

    /// <summary>Nothing to settle: then an end needs no transaction around its statement.</summary>
    public bool IsEmpty => _settlements.Count == 0;

    public async Task SettleAsync(NpgsqlTransaction transaction, IReadOnlyList<SettledRun> runs, CancellationToken cancellationToken)
    {
        if (runs.Count == 0)
        {
            return;
        }

        foreach (var settlement in _settlements)
        {
            await settlement.SettleAsync(transaction.Connection!, transaction, runs, cancellationToken);
        }
    }

    /// <summary>A run that ended without a word of its code.</summary>
    public static SettledRun Read(NpgsqlDataReader row) => new(
        new RunId(row.GetGuid(1)),
        new RunTarget(
            new WorkspaceId(row.GetGuid(0)), row.GetString(2), row.GetInt32(3),
            row.IsDBNull(4) ? null : new HiredAgentId(row.GetGuid(4)), row.IsDBNull(5) ? null : row.GetInt32(5),
            row.IsDBNull(6) ? null : new GoalId(row.GetGuid(6)), row.IsDBNull(7) ? null : row.GetInt32(7),
            row.IsDBNull(8) ? null : row.GetString(8)),
        EnumNames.Read<RunStatus>(row.GetString(9)),
        row.GetBoolean(10),
        Drafts: 0);
}
