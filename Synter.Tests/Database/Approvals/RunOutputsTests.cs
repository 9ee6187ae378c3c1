using Npgsql;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Agents.Runs;
using Synter.Tests.Support;

namespace Synter.Tests.Database.Approvals;

public sealed class RunOutputsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private ApprovalsKit _kit = null!;

    public async Task InitializeAsync() => _kit = await ApprovalsKit.StartAsync(postgres);

    public async Task DisposeAsync() => await _kit.DisposeAsync();

    [Fact]
    public async Task Write_ADraft_WaitsForReviewWithAllItWasGiven()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var agent = HiredAgentId.From(Guid.CreateVersion7());
        var draft = Drafts.Draft(Drafts.OfKind("place_order"), Drafts.Post()) with
        {
            Group = new DeliverableGroup("week-48", "Week 48", 2),
            SuggestedAt = new DateTimeOffset(2026, 11, 23, 9, 30, 0, TimeSpan.FromHours(5.5)),
        };

        var view = await _kit.ProposeAsync(actor, draft, agent);

        Assert.Equal((DeliverableState.PendingReview, 1, 2, agent), (view.Row.State, view.Row.Revision, view.Row.EffectCount, view.Row.Agent));
        Assert.Equal(draft.Group, view.Row.Group);
        Assert.Equal(draft.SuggestedAt, view.Row.SuggestedAt);
        Assert.Equal([Money.FromDecimal(21_478.65m, "INR")], view.Row.AtStake);
        Assert.Equal(Risk.High, view.Row.Risk);
        Assert.Equal(["place_order", "post"], view.Row.EffectKinds);
        Assert.Equal(["place_order", "post"], view.Effects.Select(e => e.Kind));
        Assert.All(view.Effects, e => Assert.Equal(EffectState.Planned, e.State));
        Assert.Equal("Post 1 of 5: patient education.", view.Effects[0].Reason);
        Assert.Null(view.Approval);
    }

    [Fact]
    public async Task Write_AnIntentionProposedBefore_SupersedesWhatWaitsAndNothingThatWasDecided()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var stranger = await _kit.NewWorkspaceAsync();
        var post = Drafts.Post(key: "budget:campaign-7:2026-11-21");
        var waiting = await _kit.ProposeAsync(actor, post, Drafts.Post());
        var other = await _kit.ProposeAsync(actor, Drafts.Post());
        var foreign = await _kit.ProposeAsync(stranger, post);

        var anew = await _kit.ProposeAsync(actor, post);

        var old = await _kit.ReadAsync(actor, waiting.Row.Id);
        Assert.Equal((DeliverableState.Superseded, anew.Row.Id), (old.Row.State, old.Row.SupersededBy));
        Assert.All(old.Effects, effect => Assert.Equal(EffectState.Cancelled, effect.State));
        Assert.Equal("wrong_state", (await _kit.DecideAsync(actor, waiting, Decision.Approve)).Refusal?.Code);
        Assert.Equal(DeliverableState.PendingReview, (await _kit.ReadAsync(actor, other.Row.Id)).Row.State);
        Assert.Equal(DeliverableState.PendingReview, (await _kit.ReadAsync(stranger, foreign.Row.Id)).Row.State);

        // A person's yes stands. The gate sends one of the two: an idempotency key goes out once.
        await _kit.ApproveAsync(actor, anew);
        var third = await _kit.ProposeAsync(actor, post);
        Assert.Equal(DeliverableState.Approved, (await _kit.ReadAsync(actor, anew.Row.Id)).Row.State);
        Assert.Equal(DeliverableState.PendingReview, third.Row.State);
    }

    [Fact]
    public async Task Write_WhatSupersedes_IsInTheAuditBySynterItself()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var post = Drafts.Post();
        var old = await _kit.ProposeAsync(actor, post);

        var anew = await _kit.ProposeAsync(actor, post);

        var trust = new TestTrust(postgres, _kit.Clock);
        var entry = Assert.Single((await trust.Queries.ListAsync(actor, new AuditFilter(), PageRequest.First, default)).Items);
        Assert.Equal(("deliverable.superseded", old.Row.Id.ToString(), Via.System, anew.Correlation), (entry.Kind, entry.Subject, entry.Via, entry.Correlation));
        Assert.Equal(
            (old.Row.ContentHash.Text, anew.Row.Id.ToString(), anew.Row.Run.ToString()),
            (entry.Details!["content_hash"]!.GetValue<string>(), entry.Details["superseded_by"]!.GetValue<string>(), entry.Details["run_id"]!.GetValue<string>()));
        Assert.True((await trust.Queries.VerifyAsync(actor, default)).Ok);
    }

    [Fact]
    public async Task Write_OneIntentionInTwoDeliverablesOfARun_SupersedesNeither()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var post = Drafts.Post();
        var outputs = new RunOutputs(
            actor.Workspace, RunId.From(Guid.CreateVersion7()), null, null, CorrelationId.Current, _kit.Clock.Now(),
            [new RunOutput("1", Drafts.Draft(post)), new RunOutput("2", Drafts.Draft(post))]);

        Assert.Null(await _kit.WriteAsync(outputs));

        var page = await _kit.Queries.ListAsync(actor.Workspace, new DeliverableFilter(), DeliverableOrder.NewestFirst, new PageRequest(10, null), default);
        Assert.Equal([DeliverableState.PendingReview, DeliverableState.PendingReview], page.Items.Select(d => d.State));
    }

    [Fact]
    public async Task Write_TheSameSlotAgain_DoublesNothing()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var outputs = new RunOutputs(
            actor.Workspace, RunId.From(Guid.CreateVersion7()), null, null, CorrelationId.Current, _kit.Clock.Now(), [new RunOutput("1", Drafts.Draft(Drafts.Post()))]);

        Assert.Null(await _kit.WriteAsync(outputs));
        Assert.Null(await _kit.WriteAsync(outputs));

        Assert.Single((await _kit.Queries.ListAsync(actor.Workspace, new DeliverableFilter(), DeliverableOrder.NewestFirst, new PageRequest(10, null), default)).Items);
        await using var connection = await postgres.Database.OpenAsync(actor.Scope, default);
        await using var command = new NpgsqlCommand("SELECT count(*) FROM effects", connection);
        Assert.Equal(1L, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Write_AnUnknownKind_IsRefusedAsAWhole()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var outputs = new RunOutputs(
            actor.Workspace, RunId.From(Guid.CreateVersion7()), null, null, CorrelationId.Current, _kit.Clock.Now(),
            [new RunOutput("1", Drafts.Draft(Drafts.Post())), new RunOutput("2", Drafts.Draft(Drafts.Post() with { Kind = "wire_money" }))]);

        var refusal = await _kit.WriteAsync(outputs);

        Assert.Contains("wire_money", refusal?.Message, StringComparison.Ordinal);
        Assert.Equal(0, await _kit.Queries.CountAsync(actor.Workspace, new DeliverableFilter(), default));
    }

    [Fact]
    public async Task Content_AsStored_HashesToWhatIsShown()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var view = await _kit.ProposeAsync(actor, Drafts.Post("Zähne, दाँत, 🦷"));

        var bytes = await _kit.Queries.ContentAsync(actor.Workspace, view.Row.Id, null, default);
        await using var connection = await postgres.Database.OpenAsync(actor.Scope, default);
        await using var command = new NpgsqlCommand("SELECT content_hash FROM deliverable_revisions", connection);
        var generated = (byte[])(await command.ExecuteScalarAsync())!;

        Assert.Equal(view.Row.ContentHash, ContentHash.Of(bytes));
        Assert.Equal(view.Row.ContentHash, ContentHash.FromDigest(generated));
    }

    [Fact]
    public async Task Revision_OnceWritten_CanOnlyLieAboutItsHashWithPostgresItself()
    {
        var actor = await _kit.NewWorkspaceAsync();
        await _kit.ProposeAsync(actor, Drafts.Post());
        await using var connection = await postgres.Database.OpenAsync(actor.Scope, default);
        await using var command = new NpgsqlCommand("UPDATE deliverable_revisions SET content_hash = sha256('x')", connection);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());

        // generated_always: nobody writes it but PostgreSQL itself.
        Assert.Equal("428C9", refused.SqlState);
    }
}
