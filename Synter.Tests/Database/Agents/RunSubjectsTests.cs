using System.Text.Json.Nodes;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Domain.Usage;
using Synter.Infrastructure.Agents.Hiring;
using Synter.Tests.Support;

namespace Synter.Tests.Database.Agents;

public sealed class RunSubjectsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private readonly ManualClock _clock = new();
    private TestHiring _hiring = null!;
    private Actor _actor = null!;

    public async Task InitializeAsync()
    {
        _hiring = new(postgres, _clock);
        await _hiring.PublishAsync();
        _actor = await postgres.NewWorkspaceAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task ARun_SeesWhatItWasPinnedTo_WhateverIsSavedMeanwhile()
    {
        var hired = await _hiring.HireAndFinalizeAsync(_actor);
        var goal = await _hiring.AddGoalAsync(_actor, hired.Id);
        var target = (await _hiring.Subjects.FindAsync(_actor.Workspace, goal.Id, default)).Value;
        await SaveAsync(hired, "nickname", "Vice");
        _ = (await _hiring.SaveGoal.ExecuteAsync(_actor, hired.Id, new(goal.Id, "write", null, null, new JsonObject { ["topic"] = "Teeth" }), default)).Value;

        var subject = (await _hiring.Subjects.LoadAsync(target, default))!;
        var newer = (await _hiring.Subjects.LoadAsync((await _hiring.Subjects.FindAsync(_actor.Workspace, goal.Id, default)).Value, default))!;

        Assert.Equal(RunTarget.OfGoal(_actor.Workspace, WorkshopAgent.Id, 1, hired.Id, 1, goal.Id, 1), target);
        Assert.Equal(hired.Id.ToString(), target.ConcurrencyKey);
        Assert.Equal(("Bench", "Gums", "test.write", "Europe/Berlin"), Seen(subject));
        Assert.Equal(("Vice", "Teeth", "test.write", "Europe/Berlin"), Seen(newer));
    }

    [Fact]
    public async Task AnUnfinishedEdit_IsNotRun()
    {
        var hired = await _hiring.HireAndFinalizeAsync(_actor);
        var goal = await _hiring.AddGoalAsync(_actor, hired.Id);
        var edit = hired.Config.DeepClone().AsObject();
        edit.Remove("colour");
        _ = (await _hiring.SaveDraft.ExecuteAsync(_actor, new(hired.Id, WorkshopAgent.Id, edit), default)).Value;

        var target = (await _hiring.Subjects.FindAsync(_actor.Workspace, goal.Id, default)).Value;

        Assert.Equal(1, target.ConfigRevision);
        Assert.Equal("red", (await _hiring.Subjects.LoadAsync(target, default))!.Agent!.Config["colour"]!.GetValue<string>());
    }

    [Fact]
    public async Task WhatIsPausedOrEnded_IsNotRun()
    {
        var hired = await _hiring.HireAndFinalizeAsync(_actor);
        var goal = await _hiring.AddGoalAsync(_actor, hired.Id);
        var other = await _hiring.AddGoalAsync(_actor, hired.Id);

        _ = (await _hiring.MoveGoal.ExecuteAsync(_actor, hired.Id, other.Id, GoalStatus.Paused, default)).Value;
        Assert.Equal("wrong_state", await FindAsync(other.Id));
        Assert.Null(await FindAsync(goal.Id));

        _ = (await _hiring.PauseAgent.ExecuteAsync(_actor, hired.Id, default)).Value;
        Assert.Equal("wrong_state", await FindAsync(goal.Id));

        _ = (await _hiring.EndAgent.ExecuteAsync(_actor, hired.Id, default)).Value;
        Assert.Equal("not_found", await FindAsync(goal.Id));
    }

    [Fact]
    public async Task WhatIsGone_LoadsAsNull()
    {
        var target = new RunTarget(_actor.Workspace, WorkshopAgent.Id, 1, StrongId.New<HiredAgentId>(_clock), 1, StrongId.New<GoalId>(_clock), 1);

        Assert.Null(await _hiring.Subjects.LoadAsync(target, default));
        Assert.Null(await _hiring.Subjects.LoadAsync(target with { AgentTypeVersion = 9 }, default));
    }

    [Fact]
    public async Task TrialLimits_BeginWithTheTrial_AndCloseWithIt()
    {
        var limits = new TrialLimits(postgres.Database, _clock);
        var draft = await _hiring.HireAsync(_actor);
        Assert.Empty(await limits.ForAsync(_actor.Workspace, draft.Id, default));

        _ = (await _hiring.FinalizeConfig.ExecuteAsync(_actor, draft.Id, default)).Value;
        Assert.Equal(
            [(UsageKind.Runs, 10L), (UsageKind.Drafts, 20L)],
            (await limits.ForAsync(_actor.Workspace, draft.Id, default)).Select(l => (l.Kind, l.Max)));

        _clock.Advance(TimeSpan.FromDays(7));
        Assert.All(await limits.ForAsync(_actor.Workspace, draft.Id, default), l => Assert.Equal((LimitSource.Trial, 0L), (l.Source, l.Max)));
    }

    private async Task<string?> FindAsync(GoalId goal) => (await _hiring.Subjects.FindAsync(_actor.Workspace, goal, default)).Refusal?.Code;

    private async Task SaveAsync(HiredAgentView hired, string field, string value)
    {
        var config = hired.Config.DeepClone().AsObject();
        config[field] = value;
        _ = (await _hiring.SaveDraft.ExecuteAsync(_actor, new(hired.Id, WorkshopAgent.Id, config), default)).Value;
    }

    private static (string Nickname, string Topic, string Skill, string Zone) Seen(RunSubject subject) =>
        (subject.Agent!.Nickname, subject.Goal!.Settings["topic"]!.GetValue<string>(), subject.SkillKey, subject.Zone.Id);
}
