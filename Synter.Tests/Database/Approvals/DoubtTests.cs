using Npgsql;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Tests.Support;

namespace Synter.Tests.Database.Approvals;

/// <summary>What was sent to a provider on a real socket and not answered, or by a Synter that died.</summary>
public sealed class DoubtTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    /// <summary>After a call was given up and the provider had time to show what came of it.</summary>
    private static readonly TimeSpan UntilItCanTell = SendingSettings.Default.CallDeadline + TimeSpan.FromSeconds(2);

    private ApprovalsKit _kit = null!;

    public async Task InitializeAsync() => _kit = await ApprovalsKit.StartAsync(postgres);

    public async Task DisposeAsync() => await _kit.DisposeAsync();

    [Fact]
    public async Task Send_DoneButNotAnswered_IsFoundAndNeverSentAgain()
    {
        var actor = await _kit.NewWorkspaceAsync();
        _kit.Provider.Mood = Mood.DropAfter;
        var (seen, _) = await _kit.StartExecutionAsync(actor, Drafts.Post());
        await _kit.RunDueAsync();
        Assert.Equal(EffectState.Executing, (await _kit.ReadAsync(actor, seen.Row.Id)).Effects[0].State);

        _kit.Provider.Mood = Mood.Answer;
        _kit.Clock.Advance(UntilItCanTell);
        await _kit.RunDueAsync();

        var now = await _kit.ReadAsync(actor, seen.Row.Id);
        Assert.Equal((DeliverableState.Executed, $"ref:{seen.Effects[0].IdempotencyKey}"), (now.Row.State, now.Effects[0].ProviderRef));
        Assert.Single(_kit.Provider.Received);
    }

    [Fact]
    public async Task Look_BeforeTheProviderCanTell_IsNotTaken()
    {
        var actor = await _kit.NewWorkspaceAsync();
        _kit.Provider.Mood = Mood.DropBefore;
        var (seen, _) = await _kit.StartExecutionAsync(actor, Drafts.Post());
        await _kit.RunDueAsync();

        _kit.Clock.Advance(UntilItCanTell - TimeSpan.FromSeconds(1));
        await _kit.RunDueAsync();

        Assert.Equal(EffectState.Executing, (await _kit.ReadAsync(actor, seen.Row.Id)).Effects[0].State);
        Assert.Single(_kit.Provider.Received);
    }

    [Fact]
    public async Task Send_NeverArrived_IsSentOnceMoreWhereNotFoundIsProof()
    {
        var actor = await _kit.NewWorkspaceAsync();
        _kit.Provider.Mood = Mood.DropBefore;
        var (seen, _) = await _kit.StartExecutionAsync(actor, Drafts.Post());
        await _kit.RunDueAsync();
        _kit.Provider.Mood = Mood.Answer;
        _kit.Clock.Advance(UntilItCanTell);
        await _kit.RunDueAsync();

        var now = await _kit.ReadAsync(actor, seen.Row.Id);
        Assert.Equal((DeliverableState.Executed, 2), (now.Row.State, now.Effects[0].Attempts));
        Assert.Single(_kit.Provider.Done);
    }

    [Fact]
    public async Task Send_NeverArrivedTwice_WaitsForAPerson()
    {
        var actor = await _kit.NewWorkspaceAsync();
        _kit.Provider.Mood = Mood.DropBefore;
        var (seen, _) = await _kit.StartExecutionAsync(actor, Drafts.Post());
        await _kit.RunDueAsync();
        for (var i = 0; i < 5; i++)
        {
            _kit.Clock.Advance(UntilItCanTell);
            await _kit.RunDueAsync();
        }

        Assert.Equal(DeliverableState.Failed, (await _kit.ReadAsync(actor, seen.Row.Id)).Row.State);
        Assert.Equal(2, _kit.Provider.Received.Count);
    }

    [Fact]
    public async Task Send_NotFoundWithoutProof_IsUnknownUntilAPersonSettlesIt()
    {
        var actor = await _kit.NewWorkspaceAsync();
        foreach (var writer in _kit.Writers)
        {
            writer.NotFoundIsProof = false;
        }

        _kit.Provider.Mood = Mood.DropBefore;
        var (seen, approval) = await _kit.StartExecutionAsync(actor, Drafts.Post());
        await _kit.RunDueAsync();
        _kit.Clock.Advance(UntilItCanTell);
        await _kit.RunDueAsync();
        var unknown = await _kit.ReadAsync(actor, seen.Row.Id);
        Assert.Equal((DeliverableState.Unknown, EffectState.Unknown), (unknown.Row.State, unknown.Effects[0].State));
        Assert.Equal("wrong_state", (await _kit.ExecuteAsync(actor, seen.Row.Id, approval.Id.ToString())).Refusal?.Code);

        var effect = seen.Effects[0].Id;
        var resolve = _kit.Get<ResolveEffect>();
        Assert.Equal("forbidden", (await resolve.ExecuteAsync(await _kit.NewMemberAsync(actor, Role.Viewer), effect, EffectState.Failed, null, default)).Refusal?.Code);
        Assert.Equal("not_found", (await resolve.ExecuteAsync(await _kit.NewWorkspaceAsync(), effect, EffectState.Failed, null, default)).Refusal?.Code);
        Assert.Equal("validation_failed", (await resolve.ExecuteAsync(actor, effect, EffectState.Planned, null, default)).Refusal?.Code);

        var resolved = await resolve.ExecuteAsync(actor, effect, EffectState.Failed, "It is not on the page.", default);
        Assert.Equal((EffectState.Failed, DeliverableState.Failed), (resolved.Value.State, resolved.Value.DeliverableState));
        Assert.Equal("wrong_state", (await resolve.ExecuteAsync(actor, effect, EffectState.Executed, null, default)).Refusal?.Code);
        Assert.True((await _kit.ExecuteAsync(actor, seen.Row.Id, approval.Id.ToString())).IsOk);
    }

    [Fact]
    public async Task Look_AProviderThatCannotBeAsked_IsAskedAFewTimesThenAPerson()
    {
        var actor = await _kit.NewWorkspaceAsync();
        (_kit.Provider.Mood, _kit.Provider.CanBeRead) = (Mood.DropAfter, false);
        var (seen, _) = await _kit.StartExecutionAsync(actor, Drafts.Post());
        await _kit.RunDueAsync();
        for (var i = 0; i < 10; i++)
        {
            _kit.Clock.Advance(TimeSpan.FromMinutes(1));
            await _kit.RunDueAsync();
        }

        Assert.Equal(DeliverableState.Unknown, (await _kit.ReadAsync(actor, seen.Row.Id)).Row.State);
        Assert.Single(_kit.Provider.Received);
    }

    [Fact]
    public async Task Send_ToAProviderThatSaysNothing_IsGivenUpAtTheDeadlineAndReadBack()
    {
        var actor = await _kit.NewWorkspaceAsync();
        _kit.Provider.Mood = Mood.Hang;
        var (seen, _) = await _kit.StartExecutionAsync(actor, Drafts.Post());
        var running = _kit.RunDueAsync();
        await _kit.Provider.Arrived.Task;

        _kit.Clock.Advance(SendingSettings.Default.CallDeadline);
        await running;
        Assert.Equal(EffectState.Executing, (await _kit.ReadAsync(actor, seen.Row.Id)).Effects[0].State);
        _kit.Clock.Advance(TimeSpan.FromSeconds(2));
        await _kit.RunDueAsync();

        Assert.Equal(DeliverableState.Executed, (await _kit.ReadAsync(actor, seen.Row.Id)).Row.State);
        Assert.Single(_kit.Provider.Received);
    }

    [Fact]
    public async Task Send_ReadBackOtherThanApproved_WaitsForAPersonAndIsNeverSentAgain()
    {
        var actor = await _kit.NewWorkspaceAsync();
        _kit.Writers[0].Differs = "It shows another text than was sent.";
        var (seen, _) = await _kit.StartExecutionAsync(actor, Drafts.Post(provider: _kit.Writers[0].Provider));
        await _kit.RunDueAsync();
        _kit.Clock.Advance(TimeSpan.FromDays(1));
        await _kit.RunDueAsync();

        var now = await _kit.ReadAsync(actor, seen.Row.Id);
        var effect = now.Effects[0];
        Assert.Equal((DeliverableState.Unknown, EffectState.Unknown, EffectView.DiffersCode), (now.Row.State, effect.State, effect.ProblemCode));
        Assert.Equal($"ref:{effect.IdempotencyKey}", effect.ProviderRef);
        Assert.Single(_kit.Provider.Received);
        Assert.Equal(
            "It shows another text than was sent.",
            await ScalarAsync(actor, $"SELECT d.details::jsonb->>'message' FROM audit_entries e JOIN audit_details d USING (workspace_id, seq) WHERE e.kind = 'effect.unknown' AND e.subject = '{effect.Id}'"));

        await _kit.Get<ResolveEffect>().ExecuteAsync(actor, effect.Id, EffectState.Executed, "Only a link was shortened.", default);

        Assert.Equal(DeliverableState.Executed, (await _kit.ReadAsync(actor, seen.Row.Id)).Row.State);
    }

    [Fact]
    public async Task Crash_BetweenExecutingAndAnswer_IsReadBackByTheNextAndNeverSentTwice()
    {
        var actor = await _kit.NewWorkspaceAsync();
        _kit.Provider.Mood = Mood.Hang;
        var (seen, _) = await _kit.StartExecutionAsync(actor, Drafts.Post());
        // This Synter never comes back from the call: nobody renews its lease, nobody moves its clock.
        var dead = _kit.RunDueAsync();
        await _kit.Provider.Arrived.Task;

        await using var next = _kit.Another();
        await next.RunDueAsync();
        Assert.Equal(EffectState.Executing, (await next.ReadAsync(actor, seen.Row.Id)).Effects[0].State);
        next.Clock.Advance(UntilItCanTell);
        await next.RunDueAsync();

        Assert.Equal(DeliverableState.Executed, (await next.ReadAsync(actor, seen.Row.Id)).Row.State);
        Assert.Single(_kit.Provider.Received);

        // Should the dead one wake after all, it changes nothing.
        _kit.Clock.Advance(TimeSpan.FromMinutes(1));
        await dead;
        Assert.Equal((EffectState.Executed, 1), ((await next.ReadAsync(actor, seen.Row.Id)).Effects[0].State, _kit.Provider.Received.Count));
    }

    [Fact]
    public async Task Crash_AfterRedeemingBeforeSending_IsTakenUpAndSentOnce()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var (seen, _) = await _kit.StartExecutionAsync(actor, Drafts.Post());
        await ScalarAsync(actor, $"UPDATE execution_queue SET lease_owner = 'dead', lease_token = 7, lease_until = '{_kit.Clock.Now():O}'::timestamptz + interval '15 s'");
        await _kit.RunDueAsync();
        Assert.Empty(_kit.Provider.Received);

        _kit.Clock.Advance(TimeSpan.FromSeconds(15));
        await _kit.RunDueAsync();

        Assert.Equal(DeliverableState.Executed, (await _kit.ReadAsync(actor, seen.Row.Id)).Row.State);
        Assert.Single(_kit.Provider.Received);
    }

    private async Task<object?> ScalarAsync(Actor actor, string sql)
    {
        await using var connection = await postgres.Database.OpenAsync(actor.Scope, default);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
