using System.Text.Json.Nodes;
using Synter.Domain.Agents.Hiring;
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
    public void Reconfigure_AnEndedOne_Refused()
    {
        Assert.Equal("wrong_state", In(HiredAgentStatus.Ended).Reconfigure(Config(WorkshopAgent.Config("Vice")), Kolkata, Later).Refusal!.Code);
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
}
