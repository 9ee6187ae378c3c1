using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Tests.Support;

namespace Synter.Tests.Database.Approvals;

/// <summary>What an approval is good for: sent once, at its time, or gone through without sending.</summary>
public sealed class ExecuteTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private ApprovalsKit _kit = null!;

    public static TheoryData<string> Kinds => new(EffectKinds.All.Select(k => k.Key));

    public async Task InitializeAsync() => _kit = await ApprovalsKit.StartAsync(postgres);

    public async Task DisposeAsync() => await _kit.DisposeAsync();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Execute_EachKindApproved_IsSentOnce(string kind)
    {
        var actor = await _kit.NewWorkspaceAsync();
        var (seen, approval) = await _kit.StartExecutionAsync(actor, Drafts.OfKind(kind));

        await _kit.RunDueAsync();
        await _kit.RunDueAsync();

        var now = await _kit.ReadAsync(actor, seen.Row.Id);
        Assert.Equal(DeliverableState.Executed, now.Row.State);
        Assert.Equal((EffectState.Executed, 1), (now.Effects[0].State, now.Effects[0].Attempts));
        Assert.Equal($"ref:{seen.Effects[0].IdempotencyKey}", now.Effects[0].ProviderRef);
        Assert.Equal([seen.Effects[0].IdempotencyKey], _kit.Provider.Received);
        Assert.Equal("wrong_state", (await _kit.ExecuteAsync(actor, seen.Row.Id, approval.Id.ToString())).Refusal?.Code);
    }

    [Fact]
    public async Task Execute_DryRun_GoesAllTheWayAndSpendsNothing()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var seen = await _kit.ProposeAsync(actor, Drafts.Post());
        var approval = await _kit.ApproveAsync(actor, seen);

        var rehearsed = await _kit.ExecuteAsync(actor, seen.Row.Id, approval.Id.ToString(), dryRun: true);
        await _kit.RunDueAsync();

        Assert.Equal(DeliverableState.Approved, rehearsed.Value.State);
        Assert.Equal([new Rehearsed(seen.Effects[0].Id, null)], rehearsed.Value.Effects);
        Assert.Empty(_kit.Provider.Received);
        Assert.Equal(EffectState.Planned, (await _kit.ReadAsync(actor, seen.Row.Id)).Effects[0].State);
        Assert.True((await _kit.ExecuteAsync(actor, seen.Row.Id, approval.Id.ToString())).IsOk);
    }

    [Fact]
    public async Task Execute_DryRunOfWhatDrifted_SaysSo()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var seen = await _kit.ProposeAsync(actor, Drafts.OfKind("close_position"));
        var approval = await _kit.ApproveAsync(actor, seen);
        _kit.Provider.Current = """{"quantity":5}""";

        var rehearsed = await _kit.ExecuteAsync(actor, seen.Row.Id, approval.Id.ToString(), dryRun: true);

        Assert.Equal("It was changed there meanwhile.", rehearsed.Value.Effects.Single().Problem);
    }

    [Fact]
    public async Task Execute_UnderTheGlobalDryRun_ReportsSkippedAndKeepsTheApproval()
    {
        await using var dry = await ApprovalsKit.StartAsync(postgres, s => s.Replace(ServiceDescriptor.Singleton(SendingSettings.Default with { DryRun = true })));
        var actor = await dry.NewWorkspaceAsync();
        var seen = await dry.ProposeAsync(actor, Drafts.Post());
        var approval = await dry.ApproveAsync(actor, seen);

        var answer = await dry.ExecuteAsync(actor, seen.Row.Id, approval.Id.ToString());
        await dry.RunDueAsync();

        Assert.Equal(DeliverableState.Approved, answer.Value.State);
        var now = await dry.ReadAsync(actor, seen.Row.Id);
        Assert.Equal((DeliverableState.Approved, EffectState.Skipped), (now.Row.State, now.Effects[0].State));
        Assert.Null(now.Approval!.SpentAt);
        Assert.Empty(dry.Provider.Received);
    }

    [Fact]
    public async Task Execute_WithoutAnAuditEntry_GrantsNothing()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var seen = await _kit.ProposeAsync(actor, Drafts.Post());
        var approval = await _kit.ApproveAsync(actor, seen);

        await using (await BrokenAudit.InAsync(postgres))
        {
            await Assert.ThrowsAsync<PostgresException>(() => _kit.ExecuteAsync(actor, seen.Row.Id, approval.Id.ToString()));
            await _kit.RunDueAsync();
        }

        var now = await _kit.ReadAsync(actor, seen.Row.Id);
        Assert.Equal(DeliverableState.Approved, now.Row.State);
        Assert.Null(now.Approval!.SpentAt);
        Assert.Empty(_kit.Provider.Received);
    }

    [Fact]
    public async Task Execute_SendTimeToCome_IsScheduledAndGoesOutThen()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var proposed = await _kit.ProposeAsync(actor, Drafts.Post());
        var sendAt = _kit.Clock.Now().AddDays(10);
        var edit = new ContentEdit(null, [new EffectEdit(proposed.Effects[0].Id.ToString(), new JsonObject { ["send_at"] = sendAt.ToString("O") })]);
        Assert.True((await _kit.DecideAsync(actor, proposed, Decision.Edit, edit: edit)).IsOk);
        var seen = await _kit.ReadAsync(actor, proposed.Row.Id);
        var approval = await _kit.ApproveAsync(actor, seen);
        Assert.Equal(sendAt.AddHours(24), approval.ExpiresAt);

        Assert.Equal(DeliverableState.Scheduled, (await _kit.ExecuteAsync(actor, seen.Row.Id, approval.Id.ToString())).Value.State);
        Assert.Equal(DeliverableState.Scheduled, (await _kit.ExecuteAsync(actor, seen.Row.Id, approval.Id.ToString())).Value.State);
        _kit.Clock.Advance(TimeSpan.FromDays(10) - TimeSpan.FromSeconds(1));
        await _kit.RunDueAsync();
        Assert.Empty(_kit.Provider.Received);

        _kit.Clock.Advance(TimeSpan.FromSeconds(1));
        await _kit.RunDueAsync();
        Assert.Equal(DeliverableState.Executed, (await _kit.ReadAsync(actor, seen.Row.Id)).Row.State);
    }
}
