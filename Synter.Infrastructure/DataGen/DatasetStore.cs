using System.Data.Common;
using System.Text.Json.Nodes;
using Npgsql;
using Synter.Domain.Agents.Runs;
using Synter.Domain.DataGen;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Agents.Runs.Feed;
using Synter.Infrastructure.Agents.Runs.Queue;
using Synter.Infrastructure.DataGen.Mirror;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.DataGen;

/// <summary>Begins datasets and takes them up again: the dataset, its run and the counters are one transaction.</summary>
internal sealed class DatasetStore(
    EngineConnections connections, RunEnqueue enqueue, RunAnnouncements announcements, SynterDatabase database, MirrorMark mirror, DataGenTerms terms, TimeProvider clock) : IDatasetStore
{
    private static readonly TimeSpan RateWindow = TimeSpan.FromMinutes(1);

    // Of one person at a time, or two starts at once would both be the last one allowed.
    private const string LockOwnerSql = "SELECT pg_advisory_xact_lock(hashtextextended('datagen ' || $1::uuid, 0))";

    private const string RecentSql = """
        SELECT count(*), min(created_at) FROM (
            SELECT created_at FROM datasets WHERE workspace_id = $1 AND owner_id = $2 AND created_at > $3 ORDER BY created_at DESC LIMIT $4) recent
        """;

    private const string FindByKeySql = "SELECT job_id FROM runs WHERE workspace_id = $1 AND dedup_key = $2";

    private const string InsertSql = """
        INSERT INTO datasets (
            workspace_id, id, owner_id, owner, prompt, count, schema, unique_fields, max_cost_micros, max_tokens, max_seconds, input_rate, output_rate,
            currency, source, is_offline, run_id, hired_agent_id, created_at, concurrency)
        SELECT $1, $2, u.id, u.email, $4, $5, $6::text, $7::text[], $8::bigint, $9::bigint, $10::int, $11, $12, $13, $14, $15, $16, $17::uuid, $18, $19::int
        FROM users u WHERE u.id = $3
        """;

    private const string CountStartSql = """
        INSERT INTO datagen_counters (workspace_id, total_jobs, total_records_requested, total_records_generated, active_jobs, failed_jobs, last_job_at)
        VALUES ($1, 1, $2, 0, 1, 0, $3)
        ON CONFLICT (workspace_id) DO UPDATE SET
            total_jobs = datagen_counters.total_jobs + 1, total_records_requested = datagen_counters.total_records_requested + $2,
            active_jobs = datagen_counters.active_jobs + 1, last_job_at = greatest(datagen_counters.last_job_at, $3)
        """;

    private const string HoldSql = """
        SELECT ended_as, count, completed - failures, max_cost_micros, max_tokens, max_seconds, currency
        FROM datasets WHERE workspace_id = $1 AND id = $2 FOR UPDATE
        """;

    private const string ForgetFailuresSql = "DELETE FROM dataset_records WHERE workspace_id = $1 AND dataset_id = $2 AND record IS NULL";

    private const string ReopenSql = """
        WITH reopened AS (
            UPDATE datasets d SET run_id = $3, hired_agent_id = $4::uuid, completed = d.completed - d.failures, failures = 0,
                done_before_run = d.completed - d.failures, tokens_before_run = d.input_tokens + d.output_tokens, ended_as = NULL, finished_at = NULL, stop_reason = NULL, run_started_at = NULL,
                max_cost_micros = $6::bigint, max_tokens = $7::bigint, max_seconds = $8::int
            WHERE d.workspace_id = $1 AND d.id = $2
        )
        UPDATE datagen_counters c SET active_jobs = c.active_jobs + 1, failed_jobs = c.failed_jobs - $5 WHERE c.workspace_id = $1
        """;

    private const string JudgeHeadSql = """
        WITH old AS (
            SELECT index, verdict FROM dataset_records
            WHERE workspace_id = $1 AND dataset_id = $2 AND record IS NOT NULL AND
        """;

    private const string JudgeTailSql = """
             ORDER BY index FOR UPDATE
        ), judged AS (
            UPDATE dataset_records r SET verdict = $3::text, judged_by = CASE WHEN $3::text IS NOT NULL THEN $4::text END,
                judged_at = CASE WHEN $3::text IS NOT NULL THEN $5::timestamptz END
            FROM old o WHERE r.workspace_id = $1 AND r.dataset_id = $2 AND r.index = o.index AND o.verdict IS DISTINCT FROM $3::text
            RETURNING o.verdict AS before
        ), counted AS (
            UPDATE datasets d SET
                accepted = d.accepted + n.changed * ($3::text IS NOT DISTINCT FROM 'accepted')::int - n.were_accepted,
                rejected = d.rejected + n.changed * ($3::text IS NOT DISTINCT FROM 'rejected')::int - n.were_rejected
            FROM (SELECT count(*)::int AS changed, (count(*) FILTER (WHERE before = 'accepted'))::int AS were_accepted,
                (count(*) FILTER (WHERE before = 'rejected'))::int AS were_rejected FROM judged) n
            WHERE d.workspace_id = $1 AND d.id = $2
        )
        SELECT count(*)::int FROM old
        """;

    private const string JudgeSql = $"{JudgeHeadSql} index = ANY ($6) {JudgeTailSql}";

    private const string JudgeRestSql = $"{JudgeHeadSql} verdict IS NULL {JudgeTailSql}";

    private const string AmendSql = "UPDATE datasets SET schema = $3::text WHERE workspace_id = $1 AND id = $2";

    public async Task<Result<DatasetId>> StartAsync(DatasetStart start, CancellationToken cancellationToken)
    {
        var workspace = start.Owner.Workspace.Value;
        await using var lease = await connections.RentAsync(cancellationToken);
        await using var transaction = await lease.Connection.BeginTransactionAsync(cancellationToken);
        var locking = await lease.CommandAsync(LockOwnerSql, [start.Owner.User.Value], cancellationToken);
        await locking.ExecuteNonQueryAsync(cancellationToken);
        if (!(await enqueue.WriteAsync(lease, [start.Run], cancellationToken)).Contains(start.Run.Id))
        {
            var find = await lease.CommandAsync(FindByKeySql, [workspace, start.Run.DedupKey], cancellationToken);
            return StrongId.Parse<DatasetId>((string)(await find.ExecuteScalarAsync(cancellationToken))!);
        }

        if (await TooManyAsync(lease, start.Owner, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var (spec, now) = (start.Spec, clock.Now());
        var insert = await lease.CommandAsync(
            InsertSql,
            [
                workspace, start.Id.Value, start.Owner.User.Value, spec.Prompt, spec.Count, spec.Schema?.ToJson().ToJsonString(), spec.UniqueFields.ToArray(),
                spec.Limits.MaxCost?.Micros, spec.Limits.MaxTokens, (int?)spec.Limits.MaxTime?.TotalSeconds, start.Rates.InputMicrosPerMillion,
                start.Rates.OutputMicrosPerMillion, start.Rates.Currency, start.Source, start.IsOffline, start.Run.Id.Value, start.Run.Target.Agent?.Value, now, spec.Concurrency,
            ],
            cancellationToken);
        if (await insert.ExecuteNonQueryAsync(cancellationToken) != 1)
        {
            throw new InvalidOperationException($"{start.Owner.User} is nobody, and cannot own a dataset.");
        }

        var count = await lease.CommandAsync(CountStartSql, [workspace, (long)spec.Count, now], cancellationToken);
        await count.ExecuteNonQueryAsync(cancellationToken);
        await mirror.SetAsync(lease, start.Owner.Workspace, start.Id, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        announcements.Queued([start.Run]);
        return start.Id;
    }

    public async Task<Result<RunId>> RetryAsync(Actor actor, DatasetId id, RunStart run, LimitsRequest? raise, CancellationToken cancellationToken)
    {
        await using var lease = await connections.RentAsync(cancellationToken);
        await using var transaction = await lease.Connection.BeginTransactionAsync(cancellationToken);
        var held = await HoldAsync(lease, actor, id, cancellationToken);
        if (held.Refusal is { } refusal)
        {
            return refusal;
        }

        if (held.Value.IsWhole)
        {
            return DataGenErrors.NothingMissing;
        }

        var errors = new List<FieldError>();
        var limits = raise is null ? held.Value.Limits : held.Value.Limits.Raise(DatasetLimits.Create(raise, terms, errors), errors);
        if (errors.Count > 0)
        {
            return Refusals.Invalid(errors);
        }

        await enqueue.WriteAsync(lease, [run], cancellationToken);
        var forget = await lease.CommandAsync(ForgetFailuresSql, [actor.Workspace.Value, id.Value], cancellationToken);
        await forget.ExecuteNonQueryAsync(cancellationToken);
        var reopen = await lease.CommandAsync(
            ReopenSql,
            [
                actor.Workspace.Value, id.Value, run.Id.Value, run.Target.Agent?.Value, held.Value.EndedAs == RunStatus.Succeeded ? 0 : 1,
                limits.MaxCost?.Micros, limits.MaxTokens, (int?)limits.MaxTime?.TotalSeconds,
            ],
            cancellationToken);
        await reopen.ExecuteNonQueryAsync(cancellationToken);
        await mirror.SetAsync(lease, actor.Workspace, id, clock.Now(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        announcements.Queued([run]);
        return run.Id;
    }

    public Task<Result<int>> JudgeAsync(Actor actor, DatasetId id, IReadOnlyList<int> indexes, Verdict? verdict, CancellationToken cancellationToken) =>
        JudgeAsync(JudgeSql, actor, id, verdict, [new NpgsqlParameter { Value = indexes.ToArray() }], cancellationToken);

    public Task<Result<int>> JudgeRestAsync(Actor actor, DatasetId id, Verdict verdict, CancellationToken cancellationToken) =>
        JudgeAsync(JudgeRestSql, actor, id, verdict, [], cancellationToken);

    private async Task<Result<int>> JudgeAsync(
        string sql, Actor actor, DatasetId id, Verdict? verdict, NpgsqlParameter[] which, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(actor.Scope, cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters =
            {
                new() { Value = actor.Workspace.Value },
                new() { Value = id.Value },
                new() { Value = verdict is { } said ? EnumNames.Write(said) : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
                new() { Value = actor.Name },
                new() { Value = clock.Now() },
            },
        };
        command.Parameters.AddRange(which);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task<Result<Done>> AmendSchemaAsync(Actor actor, DatasetId id, JsonObject? schema, CancellationToken cancellationToken)
    {
        await using var lease = await connections.RentAsync(cancellationToken);
        await using var transaction = await lease.Connection.BeginTransactionAsync(cancellationToken);
        if ((await HoldAsync(lease, actor, id, cancellationToken)).Refusal is { } refusal)
        {
            return refusal;
        }

        var amend = await lease.CommandAsync(AmendSql, [actor.Workspace.Value, id.Value, schema?.ToJsonString()], cancellationToken);
        await amend.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Done();
    }

    private async Task<Refusal?> TooManyAsync(EngineConnections.Lease lease, Actor owner, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var recent = await lease.CommandAsync(RecentSql, [owner.Workspace.Value, owner.User.Value, now - RateWindow, terms.JobsPerMinute], cancellationToken);
        await using var row = await recent.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return row.GetInt64(0) < terms.JobsPerMinute
            ? null
            : DataGenErrors.TooMany(terms.JobsPerMinute, row.GetFieldValue<DateTimeOffset>(1) + RateWindow - now);
    }

    /// <summary>Locks an ended dataset's row; refuses one that is not there or not ended.</summary>
    private static async Task<Result<EndedDataset>> HoldAsync(EngineConnections.Lease lease, Actor actor, DatasetId id, CancellationToken cancellationToken)
    {
        var hold = await lease.CommandAsync(HoldSql, [actor.Workspace.Value, id.Value], cancellationToken);
        await using DbDataReader row = await hold.ExecuteReaderAsync(cancellationToken);
        return !await row.ReadAsync(cancellationToken) ? DataGenErrors.NoSuchDataset
            : row.IsDBNull(0) ? DataGenErrors.StillRunning
            : new EndedDataset(EnumNames.Read<RunStatus>(row.GetString(0)), row.GetInt32(1) == row.GetInt32(2), DatasetRows.Limits(row, 3, row.GetString(6)));
    }

    private sealed record EndedDataset(RunStatus EndedAs, bool IsWhole, DatasetLimits Limits);
}
