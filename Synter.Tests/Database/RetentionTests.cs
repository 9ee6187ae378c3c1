using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Quartz;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;
using Synter.Tests.Support;

namespace Synter.Tests.Database;

/// <summary>The retention job as Quartz runs it: of every kind, what is old goes and what is young stays.</summary>
[Collection(OneSynter.Name)]
public sealed class RetentionTests(RunningSynter synter)
{
    private const string Workspace = "(SELECT workspace_id FROM memberships LIMIT 1)";

    private static readonly JobKey Job = new("retention", "system");

    /// <summary>A task, the rows of this test among its own, and how one is made at an age.</summary>
    private static readonly (string Task, string Rows, Func<string, string> Make, string Old, string Young)[] Kinds =
    [
        ("idempotency keys", "idempotency_keys WHERE route = 'retention'", MakeKey, "25 hours", "1 hour"),
        ("mails", "mail_outbox WHERE recipient = 'retention'", MakeMail, "40 days", "1 day"),
        ("runs and their logs", "run_log WHERE message = 'retention'", MakeLine, "100 days", "1 day"),
        ("runs and their logs", "runs WHERE job_id = 'retention'", MakeRun, "500 days", "100 days"),
        ("sandbox requests", "sandbox.requests WHERE path = '/retention'", MakeRequest, "40 days", "1 day"),
        ("sessions, links and failed sign-ins", "sessions WHERE ip = 'retention'", MakeSession, "40 days", "1 day"),
        ("sessions, links and failed sign-ins", "sessions WHERE ip = 'retention, refresh'", MakeRefreshToken, "40 days", "1 day"),
        ("sessions, links and failed sign-ins", "invitations WHERE email = 'retention'", MakeInvitation, "40 days", "1 day"),
        ("sessions, links and failed sign-ins", "personal_tokens WHERE name = 'retention'", MakePersonalToken, "40 days", "1 day"),
        ("sessions, links and failed sign-ins", "sign_in_failures WHERE length(key) = 4", MakeFailure, "1 hour", "1 minute"),
        ("sessions, links and failed sign-ins", "magic_links WHERE email = 'retention'", MakeLink, "25 hours", "1 hour"),
        ("sessions, links and failed sign-ins", "pending_sign_ins WHERE tries = 4711", MakePending, "1 hour", "1 minute"),
        ("sessions, links and failed sign-ins", "spent_challenges WHERE length(hash) = 4", MakeChallenge, "1 hour", "1 minute"),
    ];

    [Fact]
    public async Task Job_RemovesWhatIsOldOfEachKind_AndLeavesWhatIsYoung()
    {
        await using var connection = await synter.Services.GetRequiredService<SynterDatabase>().OpenAsync(new Scope.System("test"), default);
        // Not counted here: the job may come by in its own time too.
        foreach (var kind in Kinds)
        {
            await ScalarAsync(connection, kind.Make(kind.Old));
            await ScalarAsync(connection, kind.Make(kind.Young));
        }

        await (await SchedulerAsync()).TriggerJob(Job);

        foreach (var kind in Kinds)
        {
            await Eventually.TrueAsync(async () => await CountAsync(connection, kind.Rows) is < 2L, $"the job has swept {kind.Rows}");
            Assert.Equal(1L, await CountAsync(connection, kind.Rows));
        }
    }

    [Fact]
    public async Task Job_HasItsOwnTime()
    {
        var trigger = await (await SchedulerAsync()).GetTrigger(new TriggerKey("retention", "system"));

        Assert.NotNull(trigger!.NextFireTimeUtc);
    }

    [Fact]
    public void EveryTask_IsTestedHere() => Assert.Equal(
        Kinds.Select(kind => kind.Task).Distinct().Order(), synter.Services.GetServices<IRetentionTask>().Select(task => task.Name).Order());

    private static string MakeKey(string age) => $"""
        INSERT INTO idempotency_keys (workspace_id, actor_id, route, key, request_hash, token, lease_until, expires_at)
        VALUES ({Workspace}, gen_random_uuid(), 'retention', 'k', '', gen_random_uuid(), now(), now() - interval '{age}' + interval '1 day')
        """;

    private static string MakeMail(string age) => $"""
        INSERT INTO mail_outbox (id, kind, recipient, created_at, expires_at, due_at, tries, sent_at)
        VALUES (gen_random_uuid(), 'welcome', 'retention', now() - interval '{age}', now() - interval '{age}', now(), 1, now())
        """;

    private static string MakeLine(string age) =>
        $"INSERT INTO run_log (workspace_id, run_id, seq, at, level, message) VALUES ({Workspace}, {IdOf(age)}, 1, now(), 'info', 'retention')";

    private static string MakeRun(string age) => $"""
        INSERT INTO runs (workspace_id, id, job_id, agent_type_id, agent_type_version, params, dry_run, correlation_id, origin, is_late, status, attempt,
            queued_at, due_at, finished_at, records_written, progress_done, progress_total, log_seq, version)
        VALUES ({Workspace}, {IdOf(age)}, 'retention', 'x', 1, '[]', false, '', 'api', false, 'succeeded', 1, now(), now(), now(), 0, 0, 0, 0, 1)
        """;

    private static string MakeRequest(string age) => $"""
        INSERT INTO sandbox.requests (at, provider, method, path, query, headers, body, outcome)
        VALUES (now() - interval '{age}', 'x', 'GET', '/retention', '[]', '[]', '', 'answered:200')
        """;

    private static string MakeSession(string age) => $"""
        INSERT INTO sessions (id, family_id, use, signed_in_at, token_hash, user_id, workspace_id, created_at, expires_at, last_seen_at, ip)
        VALUES (gen_random_uuid(), gen_random_uuid(), 'cookie', now() - interval '{age}', '{age}'::bytea, (SELECT user_id FROM memberships LIMIT 1), {Workspace}, now(), now() - interval '{age}', now(), 'retention')
        """;

    private static string MakeRefreshToken(string age) => $"""
        INSERT INTO sessions (id, family_id, use, signed_in_at, token_hash, user_id, workspace_id, created_at, expires_at, last_seen_at, ip)
        VALUES (gen_random_uuid(), gen_random_uuid(), 'refresh', now() - interval '{age}', 'refresh {age}'::bytea, (SELECT user_id FROM memberships LIMIT 1), {Workspace}, now(), now() - interval '{age}', now(), 'retention, refresh')
        """;

    private static string MakeInvitation(string age) => $"""
        INSERT INTO invitations (id, workspace_id, email, normalized_email, role, token_hash, invited_by, created_at, expires_at)
        VALUES (gen_random_uuid(), {Workspace}, 'retention', 'RETENTION', 'viewer', sha256('invitation {age}'), (SELECT user_id FROM memberships LIMIT 1), now(), now() - interval '{age}')
        """;

    private static string MakePersonalToken(string age) => $"""
        INSERT INTO personal_tokens (id, user_id, workspace_id, name, token_hash, role, created_at, expires_at)
        VALUES (gen_random_uuid(), (SELECT user_id FROM memberships LIMIT 1), {Workspace}, 'retention', sha256('token {age}'), 'viewer', now(), now() - interval '{age}')
        """;

    private static string MakeFailure(string age) =>
        $"INSERT INTO sign_in_failures (key, count, last_at) VALUES (substr(sha256('{age}'), 1, 4), 1, now() - interval '{age}')";

    private static string MakeLink(string age) => $"""
        INSERT INTO magic_links (id, purpose, token_hash, email, created_at, expires_at)
        VALUES (gen_random_uuid(), 'sign_up', sha256('{age}'), 'retention', now() - interval '{age}', now() + interval '24 hours' - interval '{age}')
        """;

    private static string MakeChallenge(string age) =>
        $"INSERT INTO spent_challenges (hash, expires_at) VALUES (substr(sha256('{age}'), 1, 4), now() + interval '15 minutes' - interval '{age}')";

    private static string MakePending(string age) => $"""
        INSERT INTO pending_sign_ins (id, token_hash, user_id, workspace_id, use, via, created_at, expires_at, tries)
        SELECT gen_random_uuid(), sha256('{age}'), user_id, workspace_id, 'cookie', 'page', now() - interval '{age}', now() + interval '5 minutes' - interval '{age}', 4711 FROM memberships LIMIT 1
        """;

    /// <summary>Ids of runs carry the time they were made.</summary>
    private static string IdOf(string age) =>
        $"(lpad(to_hex((extract(epoch FROM now() - interval '{age}') * 1000)::bigint), 12, '0') || '70008' || substr(md5(random()::text), 1, 15))::uuid";

    private Task<IScheduler> SchedulerAsync() => synter.Services.GetRequiredService<ISchedulerFactory>().GetScheduler().AsTask();

    private static async Task<object?> CountAsync(NpgsqlConnection connection, string rows) => await ScalarAsync(connection, $"SELECT count(*) FROM {rows}");

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
