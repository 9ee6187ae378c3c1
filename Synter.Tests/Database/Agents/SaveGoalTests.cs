using System.Text.Json.Nodes;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Schedules;
using Synter.Domain.Kernel;
using Synter.Tests.Support;

namespace Synter.Tests.Database.Agents;

public sealed class SaveGoalTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private readonly TestHiring _hiring = new(postgres);
    private Actor _actor = null!;
    private HiredAgentId _agent;

    public async Task InitializeAsync()
    {
        await _hiring.PublishAsync();
        _actor = await postgres.NewWorkspaceAsync();
        _agent = (await _hiring.HireAndFinalizeAsync(_actor)).Id;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task EverythingWrong_IsToldAtOnce()
    {
        var refusal = (await SaveAsync("write", Frequency.Weekly, """{"at":"25:00","weekday":9}""", """{"lines":0,"colour":1}""")).Refusal!;

        Assert.Equal(
            ["/schedule/at", "/schedule/weekday", "/settings/colour", "/settings/lines", "/settings/topic"],
            refusal.Errors.Select(e => e.Pointer).Order());
        Assert.Equal("validation_failed", refusal.Code);
    }

    [Fact]
    public async Task ASecretInTheSettings_IsRefusedByThatName()
    {
        var refusal = (await SaveAsync("write", Frequency.Weekly, """{"weekday":9}""", """{"topic":"x","token":"y"}""")).Refusal!;

        Assert.Equal(("raw_secret", "/schedule/weekday", "/settings/token"), (refusal.Code, refusal.Errors[0].Pointer, refusal.Errors[1].Pointer));
    }

    [Theory]
    [InlineData("none", null, "/goal_template_id")]
    [InlineData("write", Frequency.Scheduled, "/frequency")]
    [InlineData("sweep", Frequency.Daily, "/frequency")]
    public async Task WhatTheTypeDoesNotOffer_IsRefused(string template, Frequency? frequency, string pointer)
    {
        Assert.Equal(pointer, (await SaveAsync(template, frequency, null, """{"topic":"x"}""")).Refusal!.Errors[0].Pointer);
    }

    [Fact]
    public async Task LeftOut_FrequencyAndSchedule_AreTheTemplates()
    {
        var goal = (await SaveAsync("write", null, null, """{"topic":"x"}""")).Value;

        Assert.Equal((Frequency.Daily, """{"at":"09:00"}"""), (goal.Frequency, goal.Schedule.ToJsonString()));
        Assert.Equal(3, goal.NextRuns.Count);
    }

    [Fact]
    public async Task AFixedSchedule_IsKept()
    {
        var goal = (await SaveAsync("sweep", Frequency.Scheduled, null, null)).Value;

        Assert.Equal((Frequency.Scheduled, """{"every":"PT2H"}"""), (goal.Frequency, goal.Schedule.ToJsonString()));
        Assert.Equal("/schedule", (await SaveAsync("sweep", null, """{"every":"PT3H"}""", null)).Refusal!.Errors[0].Pointer);
        Assert.True((await SaveAsync("sweep", null, """{"every":"PT2H"}""", null)).IsOk);
    }

    [Fact]
    public async Task OnDemand_HasNoNextRuns()
    {
        Assert.Empty((await SaveAsync("ask", null, null, null)).Value.NextRuns);
    }

    [Fact]
    public async Task ADraftsGoal_IsRefused()
    {
        var draft = await _hiring.HireAsync(_actor, []);

        var refusal = (await _hiring.SaveGoal.ExecuteAsync(_actor, draft.Id, new(null, "ask", null, null, null), default)).Refusal!;

        Assert.Equal((RefusalKind.Conflict, "wrong_state"), (refusal.Kind, refusal.Code));
    }

    private Task<Result<GoalView>> SaveAsync(string template, Frequency? frequency, string? schedule, string? settings) =>
        _hiring.SaveGoal.ExecuteAsync(_actor, _agent, new(null, template, frequency, Object(schedule), Object(settings)), default);

    private static JsonObject? Object(string? json) => json is null ? null : JsonNode.Parse(json)!.AsObject();
}
