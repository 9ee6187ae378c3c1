using Npgsql;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;
using Synter.Tests.Support;

namespace Synter.Tests.Bench.Pages;

/// <summary>
/// The rows of a <see cref="SmallWorkspace"/> copied many times over a year, by statements over sets. Copies of true
/// rows hold what the tables ask for, and go on doing so when columns are added.
/// </summary>
internal sealed class LargeWorkspace(SmallWorkspace small, NpgsqlConnection connection)
{
    // Every fifty-first run fails and makes nothing; one draft in five waits, one in ten was refused, the rest were sent.
    private const string Copies = """
        CREATE TEMP TABLE copies AS
        SELECT n, at, (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '70008000' || lpad(to_hex(n), 12, '0'))::uuid AS id,
            n % 51 = 0 AS failed,
            CASE WHEN n % 51 = 0 THEN NULL WHEN n % 10 < 2 THEN 'pending_review' WHEN n % 10 = 2 THEN 'rejected' ELSE 'executed' END AS state,
            ($2::uuid[])[n / 10 % cardinality($2) + 1] AS agent, ($3::uuid[])[n / 10 % cardinality($3) + 1] AS goal
        FROM (SELECT n, now() - interval '1 year' + n * (interval '1 year' / ($1 + 1)) AS at FROM generate_series(1, $1::int) AS n) AS moments
        """;

    // With any key: nothing here checks the chain.
    private const string Audit = """
        SELECT audit_append($1, max(c.at), array_agg('deliverable.approved'::text), array_agg($3::text), array_agg($2::uuid), array_agg('page'::text),
            array_agg('dlv_' || replace(c.id::text, '-', '')), array_agg(replace(c.id::text, '-', '')), array_agg('{"revision":1}'::text),
            decode(repeat('36', 64), 'hex'), decode(repeat('5c', 64), 'hex'))
        FROM copies c GROUP BY c.n / 1000 ORDER BY min(c.n)
        """;

    private const string JobOfGoal = "'gol_' || replace(c.goal::text, '-', '')";

    public static async Task MakeAsync(SmallWorkspace small, SynterDatabase database, int rows)
    {
        await using var connection = await database.OpenAsync(new Scope.System("bench"), default);
        var large = new LargeWorkspace(small, connection);
        await large.ExecuteAsync(
            Copies, rows * 51 / 50, small.Agents.Select(a => a.Agent.Value).ToArray(), small.Agents.Select(a => a.Goal.Value).ToArray());
        // A year of work is no trial.
        await large.ExecuteAsync("UPDATE hired_agents SET runs = NULL, drafts = NULL, started_at = NULL, ends_at = NULL");
        await large.CopyRunsAsync();
        await large.CopyDeliverablesAsync();
        await large.CopyDecisionsAsync();
        await large.CopyUsageAsync();
        await large.ExecuteAsync(Audit, small.Actor.Workspace.Value, small.Actor.User.Value, small.Actor.Name);
        await large.CopyAsync("sandbox.posts", "true", "c.n <= 10000", ("id", "t.id || '-' || c.n"), ("created_at", "c.at"));
        await large.CopyAsync("sandbox.requests", "true", "c.n <= 10000", ("at", "c.at"));
        // What autovacuum has long done in a workspace that grew in a year.
        await large.ExecuteAsync("VACUUM ANALYZE");
    }

    private async Task CopyRunsAsync()
    {
        var run = $"t.id = '{small.Run.Value}'";
        (string, string)[] changed =
        [
            ("id", "c.id"), ("job_id", JobOfGoal), ("hired_agent_id", "c.agent"), ("goal_id", "c.goal"), ("dedup_key", "NULL"),
            ("queued_at", "c.at"), ("due_at", "c.at"), ("started_at", "c.at + interval '1 second'"),
            ("attempt_started_at", "c.at + interval '1 second'"), ("finished_at", "c.at + interval '9 seconds'"),
        ];
        await CopyAsync("runs", run, "NOT c.failed", changed);
        await CopyAsync(
            "runs", run, "c.failed",
            [.. changed, ("status", "'failed'"), ("ok", "false"), ("error_class", "'transient'"), ("error_code", "'provider_down'"), ("error_message", "'The provider did not answer.'")]);
        await CopyAsync("run_log", $"t.run_id = '{small.Run.Value}'", "true", ("run_id", "c.id"), ("at", "c.at"));
    }

    private async Task CopyDeliverablesAsync()
    {
        (string, string)[] changed =
        [
            ("id", "c.id"), ("run_id", "c.id"), ("hired_agent_id", "c.agent"), ("goal_id", "c.goal"), ("title", "t.title || ' ' || c.n"),
            ("state", "c.state"), ("state_at", "c.at"), ("created_at", "c.at"), ("group_id", "t.group_id || '-' || c.n / 4"),
        ];
        await CopyAsync("deliverables", Deliverable(small.Sent, "id"), "c.state = 'executed'", [.. changed, ("approval_id", "c.id")]);
        await CopyAsync("deliverables", Deliverable(small.Waiting, "id"), "c.state <> 'executed'", changed);
        foreach (var (of, state) in new[] { (small.Sent, "= 'executed'"), (small.Waiting, "<> 'executed'") })
        {
            await CopyAsync("deliverable_revisions", Deliverable(of), $"c.state {state}", ("deliverable_id", "c.id"), ("created_at", "c.at"));
            await CopyAsync(
                "effects", Deliverable(of), $"c.state {state}",
                ("id", "c.id"), ("deliverable_id", "c.id"), ("idempotency_key", "t.idempotency_key || '-' || c.n"), ("state_at", "c.at"));
        }
    }

    private async Task CopyDecisionsAsync()
    {
        await CopyAsync(
            "approvals", Deliverable(small.Sent), "c.state = 'executed'",
            ("id", "c.id"), ("deliverable_id", "c.id"), ("approved_at", "c.at"), ("expires_at", "c.at + interval '3 days'"), ("spent_at", "c.at"));
        await CopyAsync("effect_grants", "true", "c.state = 'executed'", ("approval_id", "c.id"), ("effect_id", "c.id"), ("granted_at", "c.at"));
        await CopyAsync(
            "effect_attempts", "true", "c.state = 'executed'",
            ("approval_id", "c.id"), ("effect_id", "c.id"), ("started_at", "c.at"), ("deadline_at", "c.at"), ("finished_at", "c.at"));
        (string, string)[] decided = [("id", "c.id"), ("deliverable_id", "c.id"), ("at", "c.at")];
        await CopyAsync("review_decisions", Deliverable(small.Sent), "c.state = 'executed'", [.. decided, ("approval_id", "c.id")]);
        await CopyAsync(
            "review_decisions", Deliverable(small.Sent), "c.state = 'rejected'",
            [.. decided, ("approval_id", "NULL"), ("decision", "'reject'"), ("result_state", "'rejected'")]);
    }

    private Task CopyUsageAsync() =>
        CopyAsync("usage", "t.agent_id IS NOT NULL", "true", ("subject", "t.subject || '-' || c.n"), ("agent_id", "c.agent"), ("at", "c.at"));

    private static string Deliverable(DeliverableId id, string column = "deliverable_id") => $"t.{column} = '{id.Value}'";

    /// <param name="template">Which rows are copied.</param>
    /// <param name="which">How often: once for each of these.</param>
    /// <param name="changed">What differs; every other column is as it was.</param>
    private async Task CopyAsync(string table, string template, string which, params (string Column, string Value)[] changed)
    {
        const string own = """
            SELECT array_agg(attname::text) FROM pg_attribute
            WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attidentity = ''
            """;
        await using var ask = new NpgsqlCommand(own, connection) { Parameters = { new() { Value = table } } };
        var columns = (string[])(await ask.ExecuteScalarAsync())!;
        var values = changed.ToDictionary(c => c.Column, c => c.Value);
        await ExecuteAsync($"""
            INSERT INTO {table} ({string.Join(", ", columns.Select(c => $"\"{c}\""))})
            SELECT {string.Join(", ", columns.Select(c => values.GetValueOrDefault(c, $"t.\"{c}\"")))}
            FROM {table} t, copies c WHERE {template} AND {which} ORDER BY c.n
            """);
    }

    private async Task ExecuteAsync(string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync();
    }
}
