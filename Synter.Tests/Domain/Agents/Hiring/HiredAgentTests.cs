using System.Text.Json.Nodes;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Schedules;
using Synter.Domain.Kernel;
using Synter.Tests.Support;
using static Synter.Tests.Support.HiringCases;

namespace Synter.Tests.Domain.Agents.Hiring;

public class HiredAgentTests
{
    private static readonly DateTimeOffset Later = Start.AddDays(1);

    public static TheoryData<HiredAgentStatus> States => [.. Enum.GetValues<HiredAgentStatus>()];

    [Theory]
    [MemberData(nameof(States))]
    public void Pause_OnlyAnActiveOne(HiredAgentStatus from) =>
        AssertMoves(from, a => a.Pause(Later), HiredAgentStatus.Paused, allowed: from == HiredAgentStatus.Active);

    [Theory]
    [MemberData(nameof(States))]
    public void Resume_OnlyAPausedOne(HiredAgentStatus from) =>
        AssertMoves(from, a => a.Resume(Kolkata, Later), HiredAgentStatus.Active, allowed: from == HiredAgentStatus.Paused);

    [Theory]
    [MemberData(nameof(States))]
    public void End_AnyButAnEndedOne(HiredAgentStatus from) =>
        AssertMoves(from, a => a.End(Later), HiredAgentStatus.Ended, allowed: from != HiredAgentStatus.Ended);

    [Theory]
    [MemberData(nameof(States))]
    public void AddGoal_MakesAConfiguredOneActive(HiredAgentStatus from)
    {
        var agent = In(from);

        var added = agent.AddGoal(NewGoal(), Plan(), Kolkata, Later);

        Assert.Equal(from is not (HiredAgentStatus.Draft or HiredAgentStatus.Ended), added.IsOk);
        Assert.Equal(from == HiredAgentStatus.Configured ? HiredAgentStatus.Active : from, agent.Status);
    }

    [Theory]
    [MemberData(nameof(States))]
    public void Allows_NothingTwiceAndNothingAfterTheEnd(HiredAgentStatus from)
    {
        Assert.False(from.Allows(from));
        Assert.False(HiredAgentStatus.Ended.Allows(from));
        Assert.False(from.Allows(HiredAgentStatus.Draft));
    }

    [Fact]
    public void FinalizeConfig_AWholeConfig_IsConfiguredLiveAndOnTrial()
    {
        var agent = Draft();

        Assert.True(agent.FinalizeConfig(Config(), Kolkata, Later).IsOk);

        Assert.Equal(HiredAgentStatus.Configured, agent.Status);
        Assert.Equal(1, agent.LiveRevision);
        Assert.Equal(new Trial(Later, Later.AddDays(7), 10, 20), agent.Trial);
    }

    [Fact]
    public void FinalizeConfig_WhatMissesSomething_SaysWhat()
    {
        var agent = Draft("colour");

        var refusal = agent.FinalizeConfig(Config(null, "colour"), Kolkata, Later).Refusal!;

        Assert.Equal("/config/colour", Assert.Single(refusal.Errors).Pointer);
        Assert.Equal(HiredAgentStatus.Draft, agent.Status);
        Assert.Null(agent.Trial);
    }

    [Fact]
    public void FinalizeConfig_Again_ChangesNeitherStatusNorTrial()
    {
        var agent = In(HiredAgentStatus.Active);

        Assert.True(agent.FinalizeConfig(Config(), Kolkata, Later).IsOk);

        Assert.Equal(HiredAgentStatus.Active, agent.Status);
        Assert.Equal(Start, agent.Trial!.StartedAt);
    }

    [Fact]
    public void Reconfigure_AWholeConfigOfALiveAgent_GoesLive()
    {
        var agent = In(HiredAgentStatus.Active);

        Assert.True(agent.Reconfigure(Config(WorkshopAgent.Config("Vice")), Kolkata, Later).IsOk);

        Assert.Equal(("Vice", 2, 2), (agent.Nickname, agent.ConfigRevision, agent.LiveRevision));
    }

    [Fact]
    public void Reconfigure_AnUnfinishedEdit_LeavesTheLiveOneInPlace()
    {
        var agent = In(HiredAgentStatus.Active);
        var edit = WorkshopAgent.Config();
        edit.Remove("colour");
        edit["timezone"] = "America/New_York";

        Assert.True(agent.Reconfigure(Config(edit, "colour"), Kolkata, Later).IsOk);

        Assert.Equal((2, 1), (agent.ConfigRevision, agent.LiveRevision));
        Assert.Equal(HiredAgentStatus.Active, agent.Status);
        Assert.Equal("Europe/Berlin", agent.Goals[0].Zone);
    }

    [Fact]
    public void Reconfigure_TheSameConfig_ChangesNothing()
    {
        var agent = Draft();
        var same = JsonNode.Parse(WorkshopAgent.Config().ToJsonString())!.AsObject();

        Assert.True(agent.Reconfigure(Config(same), Kolkata, Later).IsOk);

        Assert.Equal((1, Start), (agent.ConfigRevision, agent.UpdatedAt));
    }

    [Fact]
    public void Reconfigure_AnotherZone_MovesItsGoals()
    {
        var agent = In(HiredAgentStatus.Active);
        var edit = WorkshopAgent.Config();
        edit["timezone"] = "America/New_York";

        Assert.True(agent.Reconfigure(Config(edit), Kolkata, Later).IsOk);

        Assert.Equal("America/New_York", agent.Goals[0].Zone);
        Assert.Equal(At("2026-11-22T14:00Z"), agent.Goals[0].NextFireAt);
    }

    [Fact]
    public void Reconfigure_NoZoneOfItsOwn_TakesTheWorkspaces()
    {
        var agent = In(HiredAgentStatus.Active);
        var edit = WorkshopAgent.Config();
        edit.Remove("timezone");

        Assert.True(agent.Reconfigure(Config(edit), Kolkata, Later).IsOk);

        Assert.Equal(("Asia/Kolkata", (DateTimeOffset?)At("2026-11-23T03:30Z")), (agent.Goals[0].Zone, agent.Goals[0].NextFireAt));
    }

    [Fact]
    public void Reconfigure_AnEndedOne_Refused()
    {
        Assert.Equal("wrong_state", In(HiredAgentStatus.Ended).Reconfigure(Config(WorkshopAgent.Config("Vice")), Kolkata, Later).Refusal!.Code);
    }

    [Fact]
    public void AddGoal_IsDueByTheWallClockOfTheAgent()
    {
        var goal = In(HiredAgentStatus.Configured).AddGoal(NewGoal(), Plan(), Kolkata, Start).Value;

        Assert.Equal((At("2026-11-21T08:00Z"), "Europe/Berlin", 1), (goal.NextFireAt!.Value, goal.Zone, goal.Revision));
    }

    [Fact]
    public void AddGoal_ToAPausedAgent_IsNotDueUntilItResumes()
    {
        var agent = In(HiredAgentStatus.Paused);
        var goal = agent.AddGoal(NewGoal(), Plan(), Kolkata, Start).Value;

        Assert.Null(goal.NextFireAt);

        Assert.True(agent.Resume(Kolkata, Later).IsOk);
        Assert.All(agent.Goals, g => Assert.Equal(At("2026-11-22T08:00Z"), g.NextFireAt));
    }

    [Fact]
    public void Pause_NothingIsDue()
    {
        Assert.All(In(HiredAgentStatus.Paused).Goals, g => Assert.Null(g.NextFireAt));
    }

    [Fact]
    public void ChangeGoal_AnotherTime_IsDueThen()
    {
        var agent = In(HiredAgentStatus.Active);

        var goal = agent.ChangeGoal(agent.Goals[0].Id, Plan(new Schedule.Weekly(3, new(7, 15))), Kolkata, Start).Value;

        Assert.Equal((2, Frequency.Weekly, (DateTimeOffset?)At("2026-11-25T06:15Z")), (goal.Revision, goal.Frequency, goal.NextFireAt));
    }

    [Fact]
    public void ChangeGoal_OtherSettings_LeaveAnOverdueTimeInPlace()
    {
        var agent = In(HiredAgentStatus.Active);
        var due = agent.Goals[0].NextFireAt;

        var goal = agent.ChangeGoal(agent.Goals[0].Id, Plan(topic: "Teeth"), Kolkata, Start.AddDays(3)).Value;

        Assert.Equal((2, due), (goal.Revision, goal.NextFireAt));
    }

    [Fact]
    public void ChangeGoal_NothingNew_IsNoRevision()
    {
        var agent = In(HiredAgentStatus.Active);

        Assert.Equal(1, agent.ChangeGoal(agent.Goals[0].Id, Plan(), Kolkata, Later).Value.Revision);
    }

    [Fact]
    public void ChangeGoal_AnotherTemplate_Refused()
    {
        var agent = In(HiredAgentStatus.Active);
        var plan = Plan() with { Template = WorkshopAgent.Definition.Template("ask")! };

        Assert.Equal("/goal_template_id", agent.ChangeGoal(agent.Goals[0].Id, plan, Kolkata, Later).Refusal!.Errors[0].Pointer);
    }

    [Fact]
    public void ChangeGoal_OneThatIsNotThere_NotFound()
    {
        Assert.Equal(RefusalKind.NotFound, In(HiredAgentStatus.Active).ChangeGoal(NewGoal(), Plan(), Kolkata, Later).Refusal!.Kind);
    }

    [Fact]
    public void MoveGoal_PauseResumeEnd()
    {
        var agent = In(HiredAgentStatus.Active);
        var id = agent.Goals[0].Id;

        Assert.Null(agent.MoveGoal(id, GoalStatus.Paused, Kolkata, Later).Value.NextFireAt);
        Assert.Equal("wrong_state", agent.MoveGoal(id, GoalStatus.Paused, Kolkata, Later).Refusal!.Code);
        Assert.NotNull(agent.MoveGoal(id, GoalStatus.Active, Kolkata, Later).Value.NextFireAt);
        Assert.Equal("wrong_state", agent.MoveGoal(id, GoalStatus.Active, Kolkata, Later).Refusal!.Code);
        Assert.Null(agent.MoveGoal(id, GoalStatus.Ended, Kolkata, Later).Value.NextFireAt);
        Assert.Equal("not_found", agent.MoveGoal(id, GoalStatus.Ended, Kolkata, Later).Refusal!.Code);
        Assert.Empty(agent.Goals);
    }

    [Fact]
    public void MoveGoal_ResumedUnderAPausedAgent_IsNotDue()
    {
        var agent = In(HiredAgentStatus.Active);
        var id = agent.Goals[0].Id;
        _ = agent.MoveGoal(id, GoalStatus.Paused, Kolkata, Start).Value;
        _ = agent.Pause(Start).Value;

        Assert.Null(agent.MoveGoal(id, GoalStatus.Active, Kolkata, Later).Value.NextFireAt);
        Assert.True(agent.Resume(Kolkata, Later).IsOk);
        Assert.NotNull(agent.Goals[0].NextFireAt);
    }

    [Fact]
    public void Resume_AGoalThatWasPausedByItself_StaysPaused()
    {
        var agent = In(HiredAgentStatus.Active);
        _ = agent.MoveGoal(agent.Goals[0].Id, GoalStatus.Paused, Kolkata, Start).Value;
        _ = agent.Pause(Start).Value;
        _ = agent.Resume(Kolkata, Later).Value;

        Assert.Equal((GoalStatus.Paused, (DateTimeOffset?)null), (agent.Goals[0].Status, agent.Goals[0].NextFireAt));
    }

    [Theory]
    [InlineData(GoalStatus.Active, GoalStatus.Active, false)]
    [InlineData(GoalStatus.Active, GoalStatus.Paused, true)]
    [InlineData(GoalStatus.Active, GoalStatus.Ended, true)]
    [InlineData(GoalStatus.Paused, GoalStatus.Active, true)]
    [InlineData(GoalStatus.Paused, GoalStatus.Paused, false)]
    [InlineData(GoalStatus.Paused, GoalStatus.Ended, true)]
    [InlineData(GoalStatus.Ended, GoalStatus.Active, false)]
    [InlineData(GoalStatus.Ended, GoalStatus.Paused, false)]
    [InlineData(GoalStatus.Ended, GoalStatus.Ended, false)]
    public void GoalStates_TheWholeTable(GoalStatus from, GoalStatus to, bool allowed)
    {
        Assert.Equal(allowed, from.Allows(to));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("*", true)]
    [InlineData("\"1\"", true)]
    [InlineData("\"7\", \"1\"", true)]
    [InlineData("\"2\"", false)]
    [InlineData("", false)]
    public void Matches_AnEtagOfTheConfig(string? ifMatch, bool matches)
    {
        Assert.Equal(matches, Draft().Matches(ifMatch));
    }

    [Theory]
    [InlineData("""{"nickname":"Asha"}""", "Asha")]
    [InlineData("""{"nickname":"  "}""", "Workshop")]
    [InlineData("""{"nickname":7}""", "Workshop")]
    [InlineData("{}", "Workshop")]
    public void Nickname_ElseTheTypesName(string config, string expected)
    {
        Assert.Equal(expected, Config(JsonNode.Parse(config)!.AsObject()).Nickname);
    }

    private static void AssertMoves(HiredAgentStatus from, Func<HiredAgent, Result<Done>> act, HiredAgentStatus to, bool allowed)
    {
        var agent = In(from);

        var result = act(agent);

        Assert.Equal(allowed, result.IsOk);
        Assert.Equal(allowed ? to : from, agent.Status);
        Assert.Equal(allowed, from.Allows(to) && result.IsOk);
        if (!allowed)
        {
            Assert.Equal((RefusalKind.Conflict, "wrong_state"), (result.Refusal!.Kind, result.Refusal.Code));
        }
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
