using Npgsql;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Domain.Usage;
using Synter.Domain.Agents.Hiring;
using Synter.Infrastructure.Accounts;
using Synter.Tests.Support;

namespace Synter.Tests.Database.Approvals;

/// <summary>What happens between a redeemed approval and a provider on a real socket.</summary>
public sealed class ExecutorTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private ApprovalsKit _kit = null!;

    public async Task InitializeAsync() => _kit = await ApprovalsKit.StartAsync(postgres);

    public async Task DisposeAsync() => await _kit.DisposeAsync();

    [Fact]
    public async Task Send_WhatTheProviderRefuses_FailsAndIsRetriedOnTheSameApproval()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var (seen, approval) = await _kit.StartExecutionAsync(actor, Drafts.Post());
        _kit.Provider.Mood = Mood.Refuse;
        await _kit.RunDueAsync();
        var failed = await _kit.ReadAsync(actor, seen.Row.Id);
        Assert.Equal((DeliverableState.Failed, EffectState.Failed, "http_500"), (failed.Row.State, failed.Effects[0].State, failed.Effects[0].ProblemCode));

        _kit.Provider.Mood = Mood.Answer;
        // Long after the approval lapsed: it was redeemed in time.
        _kit.Clock.Advance(TimeSpan.FromDays(30));
        await _kit.RunDueAsync();
        Assert.Single(_kit.Provider.Received);
        Assert.Equal(DeliverableState.Executing, (await _kit.ExecuteAsync(actor, seen.Row.Id, approval.Id.ToString())).Value.State);
        await _kit.RunDueAsync();

        var now = await _kit.ReadAsync(actor, seen.Row.Id);
        Assert.Equal((DeliverableState.Executed, 2, null), (now.Row.State, now.Effects[0].Attempts, now.Effects[0].Problem));
        Assert.Equal(1L, await ScalarAsync(actor, "SELECT count(*) FROM effect_grants"));
    }

    [Fact]
    public async Task Retry_ThreeTimes_IsAsOftenAsItGoes()
    {
        var actor = await _kit.NewWorkspaceAsync();
        _kit.Provider.Mood = Mood.Refuse;
        var (seen, approval) = await _kit.StartExecutionAsync(actor, Drafts.Post());
        await _kit.RunDueAsync();
        for (var i = 0; i < EffectStates.MaxRetries; i++)
        {
            Assert.True((await _kit.ExecuteAsync(actor, seen.Row.Id, approval.Id.ToString())).IsOk);
            await _kit.RunDueAsync();
        }

        Assert.Equal("wrong_state", (await _kit.ExecuteAsync(actor, seen.Row.Id, approval.Id.ToString())).Refusal?.Code);
        Assert.Equal(1 + EffectStates.MaxRetries, _kit.Provider.Received.Count);
    }

    [Fact]
    public async Task Retry_OfAPart_SendsOnlyWhatFailed()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var (good, bad) = (Drafts.Post(), Drafts.Post(provider: "x"));
        _kit.Provider.RefuseOnly = bad.IdempotencyKey;
        var (seen, approval) = await _kit.StartExecutionAsync(actor, good, bad);
        await _kit.RunDueAsync();
        Assert.Equal(DeliverableState.PartlyExecuted, (await _kit.ReadAsync(actor, seen.Row.Id)).Row.State);

        _kit.Provider.RefuseOnly = null;
        await _kit.ExecuteAsync(actor, seen.Row.Id, approval.Id.ToString());
        await _kit.RunDueAsync();

        Assert.Equal(DeliverableState.Executed, (await _kit.ReadAsync(actor, seen.Row.Id)).Row.State);
        Assert.Equal([good.IdempotencyKey, bad.IdempotencyKey, bad.IdempotencyKey], _kit.Provider.Received);
    }

    [Fact]
    public async Task Send_ARefusalThatSaysWhenToComeBack_IsSentAgainThen()
    {
        var actor = await _kit.NewWorkspaceAsync();
        (_kit.Provider.Mood, _kit.Provider.Status, _kit.Provider.RetryAfter) = (Mood.Refuse, 429, 30);
        var (seen, _) = await _kit.StartExecutionAsync(actor, Drafts.Post());
        await _kit.RunDueAsync();
        var waiting = await _kit.ReadAsync(actor, seen.Row.Id);
        Assert.Equal((DeliverableState.Executing, EffectState.Failed), (waiting.Row.State, waiting.Effects[0].State));
        Assert.Equal(_kit.Clock.Now().AddSeconds(30), waiting.Effects[0].RetryAt);

        _kit.Provider.Mood = Mood.Answer;
        _kit.Clock.Advance(TimeSpan.FromSeconds(29));
        await _kit.RunDueAsync();
        Assert.Single(_kit.Provider.Received);
        _kit.Clock.Advance(TimeSpan.FromSeconds(1));
        await _kit.RunDueAsync();

        Assert.Equal(DeliverableState.Executed, (await _kit.ReadAsync(actor, seen.Row.Id)).Row.State);
        Assert.Equal(2, _kit.Provider.Received.Count);
    }

    [Fact]
    public async Task Send_WhatDrifted_IsDeniedAndAsksAgain()
    {
        var actor = await _kit.NewWorkspaceAsync();
        _kit.Provider.Current = """{"quantity":5}""";
        var (seen, approval) = await _kit.StartExecutionAsync(actor, Drafts.OfKind("close_position"));

        await _kit.RunDueAsync();

        var now = await _kit.ReadAsync(actor, seen.Row.Id);
        Assert.Equal((DeliverableState.PendingReview, 2), (now.Row.State, now.Row.Revision));
        Assert.Equal(EffectState.Denied, (await _kit.GateQueries.FindEffectAsync(actor.Workspace, seen.Effects[0].Id, default))!.State);
        Assert.Equal(EffectState.Planned, now.Effects[0].State);
        var denials = await _kit.GateQueries.DenialsAsync(actor.Workspace, new DenialFilter(Effect: seen.Effects[0].Id), new PageRequest(5, null), default);
        Assert.Equal("state_drifted", denials.Items.Single().Code);
        Assert.Equal("approval_spent", (await _kit.ExecuteAsync(actor, seen.Row.Id, approval.Id.ToString())).Refusal?.Code);
        Assert.Empty(_kit.Provider.Received);

        _kit.Provider.Current = null;
        var again = await _kit.ApproveAsync(actor, now);
        await _kit.ExecuteAsync(actor, seen.Row.Id, again.Id.ToString());
        await _kit.RunDueAsync();
        Assert.Equal(DeliverableState.Executed, (await _kit.ReadAsync(actor, seen.Row.Id)).Row.State);
    }

    [Fact]
    public async Task Stop_BetweenRedeemAndSend_SendsNothing()
    {
        var actor = await _kit.NewWorkspaceAsync(Role.Admin);
        var (seen, _) = await _kit.StartExecutionAsync(actor, Drafts.Post());
        await _kit.Get<StopStore>().StopAsync(actor, "A mistake.", default);

        await _kit.RunDueAsync();

        Assert.Equal(DeliverableState.PendingReview, (await _kit.ReadAsync(actor, seen.Row.Id)).Row.State);
        Assert.Empty(_kit.Provider.Received);
    }

    [Fact]
    public async Task Stop_BeforeTheUndoWindowEnds_HoldsUntilResumed()
    {
        var actor = await _kit.NewWorkspaceAsync(Role.Admin) with { Via = Via.Page };
        var seen = await _kit.ProposeAsync(actor, Drafts.Post());
        await _kit.ApproveAsync(actor, seen);
        await _kit.Get<StopStore>().StopAsync(actor, "A mistake.", default);
        _kit.Clock.Advance(TimeSpan.FromMinutes(5));
        await _kit.RunDueAsync();
        Assert.Equal(DeliverableState.Approved, (await _kit.ReadAsync(actor, seen.Row.Id)).Row.State);

        await _kit.Get<StopStore>().ResumeAsync(actor, default);
        await _kit.RunDueAsync();

        Assert.Equal(DeliverableState.Executed, (await _kit.ReadAsync(actor, seen.Row.Id)).Row.State);
    }

    [Fact]
    public async Task LateDenial_WhenItsTimeComes_GoesBackToReview()
    {
        var actor = await _kit.NewWorkspaceAsync() with { Via = Via.Page };
        var seen = await _kit.ProposeAsync(actor, Drafts.Draft(Drafts.Post()), HiredAgentId.From(Guid.CreateVersion7()));
        var approval = await _kit.ApproveAsync(actor, seen);
        _kit.Policies.Sentence = "It was let go.";
        _kit.Clock.Advance(TimeSpan.FromSeconds(10));

        await _kit.RunDueAsync();

        Assert.Equal(DeliverableState.PendingReview, (await _kit.ReadAsync(actor, seen.Row.Id)).Row.State);
        Assert.Equal("approval_revoked", (await _kit.ExecuteAsync(actor, seen.Row.Id, approval.Id.ToString())).Refusal?.Code);
        Assert.Equal(0L, await ScalarAsync(actor, "SELECT count(*) FROM execution_queue"));
    }

    [Fact]
    public async Task Send_TheSameKeyUnderAnotherDeliverable_IsDenied()
    {
        var actor = await _kit.NewWorkspaceAsync();
        await _kit.StartExecutionAsync(actor, Drafts.Post(key: "post:week-48:1"));
        await _kit.RunDueAsync();
        var (again, _) = await _kit.StartExecutionAsync(actor, Drafts.Post(key: "post:week-48:1"));

        await _kit.RunDueAsync();

        Assert.Equal(DeliverableState.PendingReview, (await _kit.ReadAsync(actor, again.Row.Id)).Row.State);
        Assert.Single(_kit.Provider.Received);
    }

    [Fact]
    public async Task Budget_OfOneEffect_LetsOneOfTwoThrough()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var agent = HiredAgentId.From(Guid.CreateVersion7());
        _kit.Limits.Limits = [new UsageLimit(LimitSource.Budget, UsageKind.Effects, 1)];
        var seen = new List<DeliverableView>();
        for (var i = 0; i < 2; i++)
        {
            var view = await _kit.ProposeAsync(actor, Drafts.Draft(Drafts.Post()), agent);
            await _kit.ExecuteAsync(actor, view.Row.Id, (await _kit.ApproveAsync(actor, view)).Id.ToString());
            seen.Add(view);
        }

        await _kit.RunDueAsync();

        var states = new List<DeliverableState>();
        foreach (var view in seen)
        {
            states.Add((await _kit.ReadAsync(actor, view.Row.Id)).Row.State);
        }

        Assert.Equal([DeliverableState.PendingReview, DeliverableState.Executed], states.Order());
        Assert.Single(_kit.Provider.Received);
    }

    [Fact]
    public async Task Budget_OfWhatFailed_IsGivenBack()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var agent = HiredAgentId.From(Guid.CreateVersion7());
        _kit.Provider.Mood = Mood.Refuse;
        var view = await _kit.ProposeAsync(actor, Drafts.Draft(Drafts.Post()), agent);
        await _kit.ExecuteAsync(actor, view.Row.Id, (await _kit.ApproveAsync(actor, view)).Id.ToString());

        await _kit.RunDueAsync();

        var totals = await _kit.Get<IUsage>().TotalsAsync(actor.Workspace, agent, DateTimeOffset.MinValue.AddYears(1), default);
        Assert.Equal(0, totals.Effects);
    }

    [Fact]
    public async Task Audit_OfAnExecution_TellsItsWholeStoryUnderOneCorrelationId()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var seen = await _kit.ProposeAsync(actor, Drafts.Post());
        var approval = await _kit.ApproveAsync(actor, seen);
        var execution = await _kit.ExecuteAsync(actor, seen.Row.Id, approval.Id.ToString());
        await _kit.RunDueAsync();

        Assert.Equal(
            "approval.redeemed, effect.executed, deliverable.executed",
            await ScalarAsync(actor, $"SELECT string_agg(kind, ', ' ORDER BY seq) FROM audit_entries WHERE correlation = '{execution.Value.Correlation}'"));
    }

    private async Task<object?> ScalarAsync(Actor actor, string sql)
    {
        await using var connection = await postgres.Database.OpenAsync(actor.Scope, default);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
