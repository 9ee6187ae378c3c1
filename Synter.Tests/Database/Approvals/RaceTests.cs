using System.Text.Json.Nodes;
using Npgsql;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Approvals.Gate;
using Synter.Tests.Support;

namespace Synter.Tests.Database.Approvals;

/// <summary>
/// Two people, or a person and the executor, at the same instant. The deliverable's row is held until all of them wait for it,
/// so that they truly meet; who comes first is then PostgreSQL's choice.
/// </summary>
public sealed class RaceTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private const int Rounds = 12;

    private ApprovalsKit _kit = null!;

    public async Task InitializeAsync() => _kit = await ApprovalsKit.StartAsync(postgres);

    public async Task DisposeAsync() => await _kit.DisposeAsync();

    [Fact]
    public async Task EditAgainstExecute_OneOfThemHappensAndTheOtherIsTold()
    {
        var actor = await _kit.NewWorkspaceAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var seen = await _kit.ProposeAsync(actor, Drafts.Post());
            var approval = await _kit.ApproveAsync(actor, seen);

            var edit = new ContentEdit(null, [new EffectEdit(seen.Effects[0].Id.ToString(), new JsonObject { ["text"] = "Floss twice." })]);
            var (edited, executed) = await MeetAsync(
                actor, seen, round,
                () => _kit.DecideAsync(actor, seen, Decision.Edit, edit: edit),
                () => _kit.ExecuteAsync(actor, seen.Row.Id, approval.Id.ToString()));

            Assert.NotEqual(edited.IsOk, executed.IsOk);
            Assert.Equal(executed.IsOk ? "wrong_state" : "approval_mismatch", edited.Refusal?.Code ?? executed.Refusal?.Code);
            Assert.Equal(executed.IsOk ? 1L : 0L, await GrantsAsync(actor, seen));
        }
    }

    [Theory]
    [InlineData(Decision.Revoke)]
    [InlineData(Decision.Undo)]
    public async Task TakingBackAgainstExecute_OneOfThemHappensAndTheOtherIsTold(Decision decision)
    {
        var actor = await _kit.NewWorkspaceAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var seen = await _kit.ProposeAsync(actor, Drafts.Post());
            var approval = await _kit.ApproveAsync(actor, seen);

            var (takenBack, executed) = await MeetAsync(
                actor, seen, round,
                () => _kit.Get<TakeBackApproval>().ExecuteAsync(actor, approval.Id, decision, StrongId.New<DecisionId>(TimeProvider.System), default),
                () => _kit.ExecuteAsync(actor, seen.Row.Id, approval.Id.ToString()));

            Assert.NotEqual(takenBack.IsOk, executed.IsOk);
            Assert.Equal(executed.IsOk ? "wrong_state" : "approval_revoked", takenBack.Refusal?.Code ?? executed.Refusal?.Code);
            Assert.Equal(executed.IsOk ? 1L : 0L, await GrantsAsync(actor, seen));
        }
    }

    [Fact]
    public async Task UndoAgainstTheExecutor_SentOrUndoneAndNeverBoth()
    {
        var actor = await _kit.NewWorkspaceAsync() with { Via = Via.Page };
        for (var round = 0; round < Rounds; round++)
        {
            var seen = await _kit.ProposeAsync(actor, Drafts.Post());
            var approval = await _kit.ApproveAsync(actor, seen);
            _kit.Clock.Advance(TimeSpan.FromSeconds(10));

            var (undone, _) = await MeetAsync(
                actor, seen, round,
                () => _kit.Get<TakeBackApproval>().ExecuteAsync(actor, approval.Id, Decision.Undo, StrongId.New<DecisionId>(TimeProvider.System), default),
                async () =>
                {
                    await _kit.RunDueAsync();
                    return true;
                });
            await _kit.RunDueAsync();

            Assert.NotEqual(undone.IsOk, _kit.Provider.Received.Contains(seen.Effects[0].IdempotencyKey));
        }
    }

    [Fact]
    public async Task ExecuteAgainstExecute_RedeemsOnce()
    {
        var actor = await _kit.NewWorkspaceAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var seen = await _kit.ProposeAsync(actor, Drafts.Post());
            var approval = await _kit.ApproveAsync(actor, seen);

            var (one, other) = await MeetAsync(
                actor, seen, round,
                () => _kit.ExecuteAsync(actor, seen.Row.Id, approval.Id.ToString()),
                () => _kit.ExecuteAsync(actor, seen.Row.Id, approval.Id.ToString()));

            Assert.NotEqual(one.IsOk, other.IsOk);
            Assert.Equal("wrong_state", one.Refusal?.Code ?? other.Refusal?.Code);
            Assert.Equal(1L, await GrantsAsync(actor, seen));
        }

        await _kit.RunDueAsync();
        Assert.Equal(Rounds, _kit.Provider.Received.Count);
        Assert.Equal(Rounds, _kit.Provider.Received.Distinct().Count());
    }

    [Fact]
    public async Task Executors_OfManyNodes_SendEachOnce()
    {
        var actor = await _kit.NewWorkspaceAsync();
        const int count = 24;
        for (var i = 0; i < count; i++)
        {
            await _kit.StartExecutionAsync(actor, Drafts.Post());
        }

        var nodes = new List<ApprovalsKit> { _kit, _kit.Another(), _kit.Another() };
        await Task.WhenAll(nodes.Select(n => n.RunDueAsync()));

        Assert.Equal(count, _kit.Provider.Received.Count);
        Assert.Equal(count, _kit.Provider.Received.Distinct().Count());
    }

    [Fact]
    public async Task Claim_OfAWorkspaceWithMuchToDo_KeepsNoOtherWaiting()
    {
        var (busy, other) = (await _kit.NewWorkspaceAsync(), await _kit.NewWorkspaceAsync());
        for (var i = 0; i < 6; i++)
        {
            await _kit.StartExecutionAsync(busy, Drafts.Post());
        }

        _kit.Clock.Advance(TimeSpan.FromSeconds(1));
        await _kit.StartExecutionAsync(other, Drafts.Post());
        var queue = _kit.Get<ExecutionQueue>();

        var first = await queue.ClaimAsync("node", 2, default);
        var second = await queue.ClaimAsync("node", 2, default);

        Assert.Equal([busy.Workspace, other.Workspace], first.Select(c => c.Workspace).OrderBy(w => w == other.Workspace));
        Assert.All(second, c => Assert.Equal(busy.Workspace, c.Workspace));
    }

    [Fact]
    public async Task Redeem_BehindAnEditThatIsNotCommittedYet_WaitsAndFindsItGone()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var seen = await _kit.ProposeAsync(actor, Drafts.Post());
        var approval = await _kit.ApproveAsync(actor, seen);
        await using var editor = await postgres.Database.OpenAsync(actor.Scope, default);
        await using var edit = await editor.BeginTransactionAsync();
        await ExecuteAsync(editor, $"UPDATE deliverables SET state = 'pending_review', revision = 2, content_hash = sha256('x') WHERE id = '{seen.Row.Id.Value}'");

        var redeem = _kit.ExecuteAsync(actor, seen.Row.Id, approval.Id.ToString());
        await WaitersAsync(1);
        await ExecuteAsync(editor, $"UPDATE approvals SET ended = 'edited' WHERE id = '{approval.Id.Value}'");
        await ExecuteAsync(editor, $"""
            INSERT INTO deliverable_revisions (workspace_id, deliverable_id, revision, content, reason, created_at)
            VALUES ('{actor.Workspace.Value}', '{seen.Row.Id.Value}', 2, 'x', 'edited', now())
            """);
        await edit.CommitAsync();

        Assert.Equal("approval_mismatch", (await redeem).Refusal?.Code);
        Assert.Equal(0L, await GrantsAsync(actor, seen));
    }

    private async Task<(TOne One, TOther Other)> MeetAsync<TOne, TOther>(
        Actor actor, DeliverableView seen, int round, Func<Task<TOne>> one, Func<Task<TOther>> other)
    {
        await using var holder = await postgres.Database.OpenAsync(actor.Scope, default);
        await using var hold = await holder.BeginTransactionAsync();
        await ExecuteAsync(holder, $"SELECT 1 FROM deliverables WHERE id = '{seen.Row.Id.Value}' FOR UPDATE");

        // The queue of waiters is served in order, so each gets its turn to be the first.
        Task<TOne> first;
        Task<TOther> second;
        if (round % 2 == 0)
        {
            first = one();
            await WaitersAsync(1);
            second = other();
        }
        else
        {
            second = other();
            await WaitersAsync(1);
            first = one();
        }

        await WaitersAsync(2);
        await hold.CommitAsync();
        return (await first, await second);
    }

    private Task WaitersAsync(int count) => Eventually.TrueAsync(
        async () =>
        {
            await using var connection = await postgres.Source.OpenConnectionAsync();
            await using var command = new NpgsqlCommand(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'", connection);
            return (long)(await command.ExecuteScalarAsync())! >= count;
        },
        $"{count} wait for the row");

    private async Task<long> GrantsAsync(Actor actor, DeliverableView seen)
    {
        await using var connection = await postgres.Database.OpenAsync(actor.Scope, default);
        await using var command = new NpgsqlCommand($"SELECT count(*) FROM effect_grants WHERE effect_id = '{seen.Effects[0].Id.Value}'", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
