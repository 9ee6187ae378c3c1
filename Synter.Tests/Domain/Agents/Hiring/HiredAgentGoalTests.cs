using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Schedules;
using Synter.Domain.Kernel;
using Synter.Tests.Support;
using static Synter.Tests.Support.HiringCases;

namespace Synter.Tests.Domain.Agents.Hiring;

/// <summary>The goals of a hired agent: what each is, and when it is due.</summary>
public class HiredAgentGoalTests
{
    private static readonly DateTimeOffset Later = Start.AddDays(1);

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

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
