using System.Text.Json.Nodes;
using Npgsql;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Schedules;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Tests.Support;

namespace Synter.Tests.Database.Agents;

public sealed class HiringStoreTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private readonly TestHiring _hiring = new(postgres);

    public Task InitializeAsync() => _hiring.PublishAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Hired_ReadsBackAsItWasMade()
    {
        var actor = await postgres.NewWorkspaceAsync();
        var hired = await _hiring.HireAndFinalizeAsync(actor);
        var goal = await _hiring.AddGoalAsync(actor, hired.Id);

        var agent = (await _hiring.Store.FindAsync(actor.Workspace, hired.Id, default))!;

        Assert.Equal((HiredAgentStatus.Active, "Bench", 1, (int?)1, "Europe/Berlin"), (agent.Status, agent.Nickname, agent.ConfigRevision, agent.LiveRevision, agent.LiveZone));
        Assert.True(JsonEquality.AreEqual(hired.Config, agent.Config));
        Assert.Equal(hired.Trial, agent.Trial);
        var read = Assert.Single(agent.Goals);
        Assert.Equal((goal.Id, "write", Frequency.Daily, 1, "Europe/Berlin"), (read.Id, read.GoalTemplateId, read.Frequency, read.Revision, read.Zone));
        Assert.Equal(new Schedule.Daily(new(9, 0)), read.When);
        Assert.Equal(goal.NextRuns[0], read.NextFireAt);
    }

    [Fact]
    public async Task Drafted_HasNoTrialYet()
    {
        var actor = await postgres.NewWorkspaceAsync();
        var hired = await _hiring.HireAsync(actor, []);

        Assert.Null((await _hiring.Store.FindAsync(actor.Workspace, hired.Id, default))!.Trial);
    }

    [Fact]
    public async Task EachSave_KeepsARevision_AndIsAudited()
    {
        var actor = await postgres.NewWorkspaceAsync();
        var hired = await _hiring.HireAndFinalizeAsync(actor);
        var edit = hired.Config.DeepClone().AsObject();
        edit["colour"] = "green";
        _ = (await _hiring.SaveDraft.ExecuteAsync(actor, new(hired.Id, WorkshopAgent.Id, edit), default)).Value;
        _ = (await _hiring.SaveDraft.ExecuteAsync(actor, new(hired.Id, WorkshopAgent.Id, edit), default)).Value;
        var goal = await _hiring.AddGoalAsync(actor, hired.Id);
        _ = (await _hiring.SaveGoal.ExecuteAsync(actor, hired.Id, new(goal.Id, "write", Frequency.Weekly, null, new JsonObject { ["topic"] = "Gums" }), default)).Value;
        _ = (await _hiring.PauseAgent.ExecuteAsync(actor, hired.Id, default)).Value;
        _ = (await _hiring.ResumeAgent.ExecuteAsync(actor, hired.Id, default)).Value;
        _ = (await _hiring.EndAgent.ExecuteAsync(actor, hired.Id, default)).Value;

        Assert.Equal(["red", "green"], await ReadAsync(actor, "SELECT config ->> 'colour' FROM hired_agent_revisions ORDER BY revision"));
        Assert.Equal(["daily", "weekly"], await ReadAsync(actor, "SELECT frequency FROM goal_revisions ORDER BY revision"));
        var audited = await _hiring.Trust.Queries.ListAsync(actor, new AuditFilter(), PageRequest.First, default);
        Assert.Equal(
            ["agent.hired", "agent.finalized", "agent.configured", "goal.saved", "goal.saved", "agent.paused", "agent.resumed", "agent.ended"],
            audited.Items.Select(i => i.Kind).Reverse().Where(k => !k.StartsWith("credential", StringComparison.Ordinal)));
        Assert.True((await _hiring.Trust.Queries.VerifyAsync(actor, default)).Ok);
    }

    [Fact]
    public async Task Refused_LeavesNothingBehind()
    {
        var actor = await postgres.NewWorkspaceAsync();
        var hired = await _hiring.HireAsync(actor, []);

        Assert.Equal("wrong_state", (await _hiring.PauseAgent.ExecuteAsync(actor, hired.Id, default)).Refusal!.Code);

        Assert.Equal(["draft"], await ReadAsync(actor, "SELECT status FROM hired_agents"));
        Assert.Single((await _hiring.Trust.Queries.ListAsync(actor, new AuditFilter(), PageRequest.First, default)).Items);
    }

    [Fact]
    public async Task AnotherWorkspacesAgent_IsNotThere()
    {
        var mine = await postgres.NewWorkspaceAsync();
        var other = await postgres.NewWorkspaceAsync();
        var hired = await _hiring.HireAndFinalizeAsync(mine);
        var goal = await _hiring.AddGoalAsync(mine, hired.Id);

        Assert.Null(await _hiring.Store.FindAsync(other.Workspace, hired.Id, default));
        Assert.Equal("not_found", (await _hiring.PauseAgent.ExecuteAsync(other, hired.Id, default)).Refusal!.Code);
        Assert.Equal("not_found", (await _hiring.SaveDraft.ExecuteAsync(other, new(hired.Id, WorkshopAgent.Id, []), default)).Refusal!.Code);
        Assert.Equal("not_found", (await _hiring.FinalizeConfig.ExecuteAsync(other, hired.Id, default)).Refusal!.Code);
        Assert.Equal("not_found", (await _hiring.SaveGoal.ExecuteAsync(other, hired.Id, new(null, "ask", null, null, null), default)).Refusal!.Code);
        Assert.Equal("not_found", (await _hiring.MoveGoal.ExecuteAsync(other, hired.Id, goal.Id, GoalStatus.Ended, default)).Refusal!.Code);
        Assert.Equal("not_found", (await _hiring.Subjects.FindAsync(other.Workspace, goal.Id, default)).Refusal!.Code);
        Assert.Empty(await ReadAsync(other, "SELECT config::text FROM hired_agent_revisions UNION ALL SELECT settings::text FROM goal_revisions UNION ALL SELECT nickname FROM hired_agents UNION ALL SELECT status FROM goals"));
    }

    [Fact]
    public async Task AnotherWorkspacesGoal_UnderMyAgent_IsNotThere()
    {
        var mine = await postgres.NewWorkspaceAsync();
        var other = await postgres.NewWorkspaceAsync();
        var hired = await _hiring.HireAndFinalizeAsync(mine);
        var foreign = await _hiring.AddGoalAsync(other, (await _hiring.HireAndFinalizeAsync(other)).Id);

        Assert.Equal("not_found", (await _hiring.SaveGoal.ExecuteAsync(mine, hired.Id, new(foreign.Id, "ask", null, null, null), default)).Refusal!.Code);
    }

    [Fact]
    public async Task AnotherWorkspacesCredential_IsUnknown()
    {
        var mine = await postgres.NewWorkspaceAsync();
        var other = await postgres.NewWorkspaceAsync();
        var config = await _hiring.ConfigAsync(other);

        Assert.Equal("unknown_credential", (await _hiring.SaveDraft.ExecuteAsync(mine, new(null, WorkshopAgent.Id, config), default)).Refusal!.Code);
    }

    [Fact]
    public async Task Viewer_MayChangeNothing()
    {
        var admin = await postgres.NewWorkspaceAsync();
        var hired = await _hiring.HireAndFinalizeAsync(admin);
        var viewer = await postgres.NewMemberAsync(admin.Workspace, Role.Viewer);

        Assert.Equal("forbidden", (await _hiring.SaveDraft.ExecuteAsync(viewer, new(hired.Id, WorkshopAgent.Id, []), default)).Refusal!.Code);
        Assert.Equal("forbidden", (await _hiring.FinalizeConfig.ExecuteAsync(viewer, hired.Id, default)).Refusal!.Code);
        Assert.Equal("forbidden", (await _hiring.SaveGoal.ExecuteAsync(viewer, hired.Id, new(null, "ask", null, null, null), default)).Refusal!.Code);
        Assert.Equal("forbidden", (await _hiring.EndAgent.ExecuteAsync(viewer, hired.Id, default)).Refusal!.Code);
    }

    [Fact]
    public async Task SaveDraft_ManyAtOnceWithOneEtag_OneIsSaved()
    {
        var actor = await postgres.NewWorkspaceAsync();
        var hired = await _hiring.HireAsync(actor);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => SaveAsync(actor, hired, $"Bench {i}", hired.Etag)));

        Assert.Single(results, r => r.IsOk);
        Assert.All(results.Where(r => !r.IsOk), r => Assert.Equal((RefusalKind.Conflict, "stale_revision"), (r.Refusal!.Kind, r.Refusal.Code)));
        Assert.Equal(["1", "2"], await ReadAsync(actor, "SELECT revision::text FROM hired_agent_revisions ORDER BY revision"));
    }

    [Fact]
    public async Task SaveDraft_ManyAtOnceWithoutEtag_AllAreSavedOneAfterTheOther()
    {
        var actor = await postgres.NewWorkspaceAsync();
        var hired = await _hiring.HireAsync(actor);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => SaveAsync(actor, hired, $"Bench {i}", null)));

        Assert.Equal(Enumerable.Range(2, 8), results.Select(r => r.Value.ConfigRevision).Order());
    }

    [Fact]
    public async Task FirstGoals_ManyAtOnce_AllAreKept()
    {
        var actor = await postgres.NewWorkspaceAsync();
        var hired = await _hiring.HireAndFinalizeAsync(actor);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => _hiring.AddGoalAsync(actor, hired.Id, $"Topic {i}")));

        var agent = (await _hiring.Store.FindAsync(actor.Workspace, hired.Id, default))!;
        Assert.Equal((HiredAgentStatus.Active, 6), (agent.Status, agent.Goals.Count));
        Assert.All(agent.Goals, g => Assert.NotNull(g.NextFireAt));
    }

    [Fact]
    public async Task Pause_WhileTheClockMovesAGoalOn_LeavesItNotDue()
    {
        var actor = await postgres.NewWorkspaceAsync();
        var hired = await _hiring.HireAndFinalizeAsync(actor);
        var goal = await _hiring.AddGoalAsync(actor, hired.Id);
        await using var clock = await postgres.Database.OpenAsync(new Scope.System("test"), default);
        await using var firing = await clock.BeginTransactionAsync();
        await using (var claim = new NpgsqlCommand("UPDATE goals SET next_fire_at = next_fire_at + interval '1 day' WHERE id = $1", clock, firing) { Parameters = { new() { Value = goal.Id.Value } } })
        {
            await claim.ExecuteNonQueryAsync();
        }

        var pausing = _hiring.PauseAgent.ExecuteAsync(actor, hired.Id, default);
        await firing.CommitAsync();

        Assert.True((await pausing).IsOk);
        Assert.Null((await _hiring.Store.FindAsync(actor.Workspace, hired.Id, default))!.Goals[0].NextFireAt);
    }

    [Fact]
    public async Task NoZoneOfItsOwn_GoesByTheWorkspaces()
    {
        var actor = await postgres.NewWorkspaceAsync(timeZone: "America/New_York");
        var config = await _hiring.ConfigAsync(actor);
        config.Remove("timezone");
        var hired = await _hiring.HireAsync(actor, config);
        _ = (await _hiring.FinalizeConfig.ExecuteAsync(actor, hired.Id, default)).Value;

        Assert.Equal("America/New_York", (await _hiring.AddGoalAsync(actor, hired.Id)).Zone);
    }

    [Fact]
    public async Task Changes_AreToldAfterTheCommit()
    {
        var actor = await postgres.NewWorkspaceAsync();
        var hired = await _hiring.HireAsync(actor, []);
        var before = _hiring.Feed.Published.Count;

        _ = await _hiring.PauseAgent.ExecuteAsync(actor, hired.Id, default);
        Assert.Equal(before, _hiring.Feed.Published.Count);

        _ = await _hiring.EndAgent.ExecuteAsync(actor, hired.Id, default);
        Assert.Contains((actor.Workspace, FeedTopic.Agents, hired.Id.ToString()), _hiring.Feed.Published);
    }

    private Task<Result<HiredAgentView>> SaveAsync(Actor actor, HiredAgentView hired, string nickname, string? etag)
    {
        var config = hired.Config.DeepClone().AsObject();
        config["nickname"] = nickname;
        return _hiring.SaveDraft.ExecuteAsync(actor, new(hired.Id, WorkshopAgent.Id, config, etag), default);
    }

    private async Task<List<string>> ReadAsync(Actor actor, string sql)
    {
        await using var connection = await postgres.Database.OpenAsync(actor.Scope, default);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await reader.ReadAsync())
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }
}
