using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Synter.Tests.Support;

namespace Synter.Tests.Api;

[Collection(OneSynter.Name)]
public sealed class GoalsApiTests(RunningSynter synter) : IAsyncLifetime
{
    private HttpClient _client = null!;
    private string _goals = "";

    public async Task InitializeAsync()
    {
        _client = await synter.SignInElsewhereAsync();
        _goals = $"/api/v1/hired-agents/{await synter.HireMarketingAsync(_client)}/goals";
    }

    public Task DisposeAsync()
    {
        _client.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Put_AddsThenChanges_AndTheFirstMakesTheAgentActive()
    {
        var added = await SaveAsync("""{"goal_template_id":"weekly_multichannel_batch","frequency":"weekly","schedule":{"at":"07:00","weekday":1},"settings":{}}""");
        var id = added["goal_id"]!.GetValue<string>();

        Assert.Equal(("weekly", "active", "Asia/Kolkata"), (Text(added, "frequency"), Text(added, "status"), Text(added, "time_zone")));
        Assert.Equal("""{"at":"07:00","weekday":1}""", added["schedule"]!.ToJsonString());
        var runs = added["next_runs"]!.AsArray().Select(r => DateTimeOffset.Parse(r!.GetValue<string>(), CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(3, runs.Count);
        Assert.All(runs, r => Assert.Equal((DayOfWeek.Monday, new TimeSpan(1, 30, 0)), (r.DayOfWeek, r.UtcDateTime.TimeOfDay)));
        Assert.Equal("active", Text(await (await _client.GetAsync(_goals[..^"/goals".Length])).JsonAsync(), "status"));

        var changed = await SaveAsync($$"""{"goal_id":"{{id}}","goal_template_id":"weekly_multichannel_batch","frequency":"monthly","schedule":{"day_of_month":31} }""");

        Assert.Equal((id, "monthly", """{"at":"09:00","day_of_month":31}"""), (Text(changed, "goal_id"), Text(changed, "frequency"), changed["schedule"]!.ToJsonString()));
        Assert.Single((await (await _client.GetAsync(_goals)).JsonAsync())["items"]!.AsArray());
    }

    [Fact]
    public async Task OnDemand_HasNoNextRuns()
    {
        Assert.Empty((await SaveAsync("""{"goal_template_id":"daily_patient_education","frequency":"on_demand"}"""))["next_runs"]!.AsArray());
    }

    [Theory]
    [InlineData("""{}""", "/goal_template_id")]
    [InlineData("""{"goal_template_id":"none"}""", "/goal_template_id")]
    [InlineData("""{"goal_template_id":"daily_patient_education","frequency":"hourly"}""", "/frequency")]
    [InlineData("""{"goal_template_id":"daily_patient_education","frequency":"scheduled"}""", "/frequency")]
    [InlineData("""{"goal_template_id":"daily_patient_education","frequency":"weekly","schedule":{"at":"9am","weekday":"1"}}""", "/schedule/at /schedule/weekday")]
    [InlineData("""{"goal_template_id":"daily_patient_education","frequency":"weekly","schedule":{"weekday":0}}""", "/schedule/weekday")]
    [InlineData("""{"goal_template_id":"daily_patient_education","frequency":"monthly","schedule":{"day_of_month":32}}""", "/schedule/day_of_month")]
    [InlineData("""{"goal_template_id":"daily_patient_education","schedule":"daily"}""", "/schedule")]
    [InlineData("""{"goal_template_id":"daily_patient_education","settings":{"tone":"rude","colour":1}}""", "/settings/colour /settings/tone")]
    [InlineData("""{"goal_template_id":"daily_patient_education","colour":1}""", "/colour")]
    public async Task Put_Wrong_SaysWhere(string body, string pointers)
    {
        using var answer = await PutAsync(body);

        Assert.Equal("validation_failed", await answer.ProblemAsync(HttpStatusCode.UnprocessableEntity));
        Assert.Equal(pointers.Split(' '), (await answer.JsonAsync())["errors"]!.AsArray().Select(e => Text(e!.AsObject(), "pointer")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Put_ASecret_IsRefusedByThatName()
    {
        using var answer = await PutAsync("""{"goal_template_id":"daily_patient_education","settings":{"theme":"sk-0123456789abcdefghijklmnop"}}""");

        Assert.Equal("raw_secret", await answer.ProblemAsync(HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task Delete_BothForms_ThenItIsGone()
    {
        var first = Text(await SaveAsync("""{"goal_template_id":"daily_patient_education"}"""), "goal_id");
        var second = Text(await SaveAsync("""{"goal_template_id":"daily_patient_education"}"""), "goal_id");

        Assert.Equal(HttpStatusCode.NoContent, (await _client.DeleteAsync($"{_goals}/{first}")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await _client.DeleteAsync($"{_goals}?goal_id={second}")).StatusCode);

        Assert.Empty((await (await _client.GetAsync(_goals)).JsonAsync())["items"]!.AsArray());
        Assert.Equal("not_found", await (await _client.DeleteAsync($"{_goals}/{first}")).ProblemAsync(HttpStatusCode.NotFound));
        Assert.Equal("validation_failed", await (await _client.DeleteAsync(_goals)).ProblemAsync(HttpStatusCode.UnprocessableEntity));
        using var other = await synter.SignInElsewhereAsync();
        Assert.Equal("not_found", await (await other.DeleteAsync($"{_goals}/{second}")).ProblemAsync(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task PauseAndResume_OneGoal()
    {
        var id = Text(await SaveAsync("""{"goal_template_id":"daily_patient_education"}"""), "goal_id");

        var paused = await (await _client.PostAsync($"{_goals}/{id}/pause", null)).JsonAsync();
        Assert.Equal(("paused", 0), (Text(paused, "status"), paused["next_runs"]!.AsArray().Count));
        Assert.Equal("wrong_state", await (await _client.PostAsync($"{_goals}/{id}/pause", null)).ProblemAsync(HttpStatusCode.Conflict));

        var resumed = await (await _client.PostAsync($"{_goals}/{id}/resume", null)).JsonAsync();
        Assert.Equal(("active", 3), (Text(resumed, "status"), resumed["next_runs"]!.AsArray().Count));
    }

    [Fact]
    public async Task List_GoesByPages()
    {
        foreach (var _ in Enumerable.Range(0, 3))
        {
            await SaveAsync("""{"goal_template_id":"daily_patient_education"}""");
        }

        var first = await (await _client.GetAsync($"{_goals}?limit=2")).JsonAsync();
        var last = await (await _client.GetAsync($"{_goals}?limit=2&cursor={Text(first, "next_cursor")}")).JsonAsync();

        Assert.Equal((2, 1), (first["items"]!.AsArray().Count, last["items"]!.AsArray().Count));
        Assert.Null(last["next_cursor"]);
        Assert.Equal("bad_cursor", await (await _client.GetAsync($"{_goals}?cursor=nonsense")).ProblemAsync(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task ADraft_MayHaveNoGoals()
    {
        var draft = await (await _client.SaveDraftAsync([])).JsonAsync();

        using var answer = await _client.PutAsJsonAsync($"/api/v1/hired-agents/{Text(draft, "hired_instance_id")}/goals", new { goal_template_id = "daily_patient_education" });

        Assert.Equal("wrong_state", await answer.ProblemAsync(HttpStatusCode.Conflict));
    }

    private Task<HttpResponseMessage> PutAsync(string body) => _client.PutAsync(_goals, new StringContent(body, Encoding.UTF8, "application/json"));

    private async Task<JsonObject> SaveAsync(string body)
    {
        using var answer = await PutAsync(body);
        var goal = await answer.JsonAsync();
        Assert.True(answer.IsSuccessStatusCode, goal.ToJsonString());
        return goal;
    }

    private static string Text(JsonObject value, string name) => value[name]!.GetValue<string>();
}
