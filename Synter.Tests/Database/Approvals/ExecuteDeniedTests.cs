using Npgsql;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Domain.Usage;
using Synter.Infrastructure.Accounts;
using Synter.Tests.Support;

namespace Synter.Tests.Database.Approvals;

/// <summary>What the gate answers before anything is spent or sent.</summary>
public sealed class ExecuteDeniedTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private ApprovalsKit _kit = null!;

    public static TheoryData<string> Kinds => new(EffectKinds.All.Select(k => k.Key));

    public async Task InitializeAsync() => _kit = await ApprovalsKit.StartAsync(postgres);

    public async Task DisposeAsync() => await _kit.DisposeAsync();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Execute_EachKindWithoutAnApproval_IsDenied(string kind)
    {
        var actor = await _kit.NewWorkspaceAsync();
        var seen = await _kit.ProposeAsync(actor, Drafts.OfKind(kind));

        foreach (var none in new[] { null, "" })
        {
            await DeniedAsync(actor, seen, none, "approval_required");
        }
    }

    [Fact]
    public async Task Execute_WithAMadeUpApproval_IsDenied()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var seen = await _kit.ProposeAsync(actor, Drafts.Post());
        await _kit.ApproveAsync(actor, seen);

        await DeniedAsync(actor, seen, "yes", "approval_unknown");
        await DeniedAsync(actor, seen, ApprovalId.From(Guid.CreateVersion7()).ToString(), "approval_unknown");
    }

    [Fact]
    public async Task Execute_WithAnotherWorkspacesApproval_IsDenied()
    {
        var (actor, stranger) = (await _kit.NewWorkspaceAsync(), await _kit.NewWorkspaceAsync());
        var seen = await _kit.ProposeAsync(actor, Drafts.Post());
        await _kit.ApproveAsync(actor, seen);
        var theirs = await _kit.ApproveAsync(stranger, await _kit.ProposeAsync(stranger, Drafts.Post()));

        await DeniedAsync(actor, seen, theirs.Id.ToString(), "approval_unknown");
        Assert.Equal("not_found", (await _kit.ExecuteAsync(stranger, seen.Row.Id, theirs.Id.ToString())).Refusal?.Code);
    }

    [Fact]
    public async Task Execute_WithAnotherDeliverablesApproval_IsDenied()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var seen = await _kit.ProposeAsync(actor, Drafts.Post());
        await _kit.ApproveAsync(actor, seen);
        var other = await _kit.ApproveAsync(actor, await _kit.ProposeAsync(actor, Drafts.Post()));

        await DeniedAsync(actor, seen, other.Id.ToString(), "approval_mismatch");
    }

    [Fact]
    public async Task Execute_AfterItsTime_IsDeniedWithOrWithoutTheSweep()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var seen = await _kit.ProposeAsync(actor, Drafts.Post());
        var approval = await _kit.ApproveAsync(actor, seen);
        _kit.Clock.Advance(TimeSpan.FromHours(72));

        await DeniedAsync(actor, seen, approval.Id.ToString(), "approval_expired");
    }

    [Fact]
    public async Task Execute_AfterARevoke_IsDeniedAndANewApprovalIsGood()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var seen = await _kit.ProposeAsync(actor, Drafts.Post());
        var approval = await _kit.ApproveAsync(actor, seen);
        await _kit.Get<TakeBackApproval>().ExecuteAsync(actor, approval.Id, Decision.Revoke, StrongId.New<DecisionId>(_kit.Clock), default);

        await DeniedAsync(actor, seen, approval.Id.ToString(), "approval_revoked");

        var again = await _kit.ApproveAsync(actor, seen);
        await DeniedAsync(actor, seen, approval.Id.ToString(), "approval_revoked");
        Assert.True((await _kit.ExecuteAsync(actor, seen.Row.Id, again.Id.ToString())).IsOk);
    }

    [Fact]
    public async Task Execute_Rejected_IsTheWrongStateWhateverTheApproval()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var seen = await _kit.ProposeAsync(actor, Drafts.Post());
        await _kit.DecideAsync(actor, seen, Decision.Reject);

        foreach (var approval in new[] { null, "yes", ApprovalId.From(Guid.CreateVersion7()).ToString() })
        {
            Assert.Equal("wrong_state", (await _kit.ExecuteAsync(actor, seen.Row.Id, approval)).Refusal?.Code);
        }
    }

    [Fact]
    public async Task Execute_WhileExecuting_IsTheWrongState()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var (seen, approval) = await _kit.StartExecutionAsync(actor, Drafts.Post());

        Assert.Equal("wrong_state", (await _kit.ExecuteAsync(actor, seen.Row.Id, approval.Id.ToString())).Refusal?.Code);
        Assert.Equal("wrong_state", (await _kit.ExecuteAsync(actor, seen.Row.Id, null)).Refusal?.Code);
    }

    [Fact]
    public async Task Execute_AsViewer_IsForbidden()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var viewer = await _kit.NewMemberAsync(actor, Role.Viewer);
        var seen = await _kit.ProposeAsync(actor, Drafts.Post());
        var approval = await _kit.ApproveAsync(actor, seen);

        Assert.Equal("forbidden", (await _kit.ExecuteAsync(viewer, seen.Row.Id, approval.Id.ToString())).Refusal?.Code);
    }

    [Fact]
    public async Task Execute_WhileStopped_IsDeniedFirstOfAll()
    {
        var actor = await _kit.NewWorkspaceAsync(Role.Admin);
        var seen = await _kit.ProposeAsync(actor, Drafts.Post());
        await _kit.Get<StopStore>().StopAsync(actor, "A mistake.", default);

        await DeniedAsync(actor, seen, null, "stopped");
    }

    [Theory]
    [InlineData(LimitSource.Trial, "trial_exceeded")]
    [InlineData(LimitSource.Budget, "budget_exceeded")]
    public async Task Execute_PastALimit_IsDenied(LimitSource source, string code)
    {
        var actor = await _kit.NewWorkspaceAsync();
        _kit.Limits.Limits = [new UsageLimit(source, UsageKind.Effects, 1)];
        var seen = await _kit.ProposeAsync(actor, Drafts.Draft(Drafts.Post(), Drafts.Post()), HiredAgentId.From(Guid.CreateVersion7()));
        var approval = await _kit.ApproveAsync(actor, seen);

        await DeniedAsync(actor, seen, approval.Id.ToString(), code);
    }

    [Fact]
    public async Task Execute_WithACredentialThatIsGone_IsDenied()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var seen = await _kit.ProposeAsync(actor, Drafts.Post() with { Credential = new(Guid.CreateVersion7()) });
        var approval = await _kit.ApproveAsync(actor, seen);

        await DeniedAsync(actor, seen, approval.Id.ToString(), "policy_denied");
    }

    [Fact]
    public async Task Execute_AgainstTheAgentsPolicy_IsDenied()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var seen = await _kit.ProposeAsync(actor, Drafts.Draft(Drafts.Post()), HiredAgentId.From(Guid.CreateVersion7()));
        var approval = await _kit.ApproveAsync(actor, seen);
        _kit.Policies.Sentence = "It was let go.";

        await DeniedAsync(actor, seen, approval.Id.ToString(), "policy_denied");
    }

    [Fact]
    public async Task Execute_AKindThatIsNotKnownHere_IsShownAndNeverSent()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var seen = await _kit.ProposeAsync(actor, Drafts.Post());
        // As another version of Synter might have written it.
        await ExecuteSqlAsync(actor, """
            UPDATE deliverable_revisions SET content = convert_to(replace(convert_from(content, 'UTF8'), '"kind":"post","provider"', '"kind":"wire_money","provider"'), 'UTF8');
            UPDATE deliverables d SET content_hash = r.content_hash FROM deliverable_revisions r WHERE r.deliverable_id = d.id;
            """);
        seen = await _kit.ReadAsync(actor, seen.Row.Id);
        var approval = await _kit.ApproveAsync(actor, seen);

        await DeniedAsync(actor, seen, approval.Id.ToString(), "policy_denied");
        Assert.Equal("Floss once a day.", seen.Effects[0].After!["text"]!.GetValue<string>());
    }

    [Fact]
    public async Task Execute_ContentThatCannotBeRead_OffersNothing()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var seen = await _kit.ProposeAsync(actor, Drafts.Post());
        await ExecuteSqlAsync(actor, """
            UPDATE deliverable_revisions SET content = convert_to('{"v":99}', 'UTF8');
            UPDATE deliverables d SET content_hash = r.content_hash FROM deliverable_revisions r WHERE r.deliverable_id = d.id;
            """);

        var now = await _kit.ReadAsync(actor, seen.Row.Id);

        Assert.False(now.IsReadable);
        Assert.Null(now.Effects[0].After);
        Assert.Equal("wrong_state", (await _kit.DecideAsync(actor, now, Decision.Approve)).Refusal?.Code);
        Assert.Equal("approval_required", (await _kit.ExecuteAsync(actor, now.Row.Id, null)).Refusal?.Code);
    }

    [Fact]
    public async Task Execute_ContentChangedBehindTheApproval_IsNotSent()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var seen = await _kit.ProposeAsync(actor, Drafts.Post("Floss once a day."));
        var approval = await _kit.ApproveAsync(actor, seen);
        await ExecuteSqlAsync(actor, "UPDATE deliverable_revisions SET content = convert_to(replace(convert_from(content, 'UTF8'), 'once', 'never'), 'UTF8')");

        await DeniedAsync(actor, seen, approval.Id.ToString(), "approval_mismatch");
    }

    [Fact]
    public async Task Denials_OfOneActorInALoop_AreRowsButNotAllAudited()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var seen = await _kit.ProposeAsync(actor, Drafts.Post());

        for (var i = 0; i < 25; i++)
        {
            await _kit.ExecuteAsync(actor, seen.Row.Id, null);
        }

        var rows = await _kit.GateQueries.DenialsAsync(actor.Workspace, new DenialFilter(Code: "approval_required"), new PageRequest(50, null), default);
        Assert.Equal(25, rows.Items.Count);
        Assert.Equal(20L, await ScalarAsync(actor, "SELECT count(*) FROM audit_entries WHERE kind = 'gate.denied'"));
    }

    /// <summary>Denied with this code, recorded under the refusal's correlation id, and nothing moved or sent.</summary>
    private async Task DeniedAsync(Actor actor, DeliverableView seen, string? approval, string code)
    {
        var before = (await _kit.ReadAsync(actor, seen.Row.Id)).Row;

        var refusal = (await _kit.ExecuteAsync(actor, seen.Row.Id, approval)).Refusal;
        await _kit.RunDueAsync();

        Assert.Equal((RefusalKind.Denied, code), (refusal!.Kind, refusal.Code));
        var denials = await _kit.GateQueries.DenialsAsync(actor.Workspace, new DenialFilter(Correlation: refusal.Correlation), new PageRequest(10, null), default);
        var denial = Assert.Single(denials.Items);
        Assert.Equal((code, seen.Row.Id, actor.User, actor.Name), (denial.Code, denial.Deliverable, denial.Actor, denial.ActorName));
        Assert.Equal(before.State, (await _kit.ReadAsync(actor, seen.Row.Id)).Row.State);
        Assert.Empty(_kit.Provider.Received);
    }

    private async Task ExecuteSqlAsync(Actor actor, string sql) => await ScalarAsync(actor, sql);

    private async Task<object?> ScalarAsync(Actor actor, string sql)
    {
        await using var connection = await postgres.Database.OpenAsync(actor.Scope, default);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
