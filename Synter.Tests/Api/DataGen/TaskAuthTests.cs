using System.Net;
using System.Net.Http.Json;
using Synter.Tests.Support;
using Synter.Tests.Support.DataGen;

namespace Synter.Tests.Api.DataGen;

/// <summary>Seed 2's sign-in, a small limit of jobs, and the generator that answers when nothing is configured.</summary>
public sealed class TaskAuthTests(TaskAuthTests.NothingConfigured synter) : IClassFixture<TaskAuthTests.NothingConfigured>
{
    [Theory]
    [InlineData("username")]
    [InlineData("email")]
    public async Task Login_TakesBothNames_AndGivesTheCookie(string name)
    {
        using var client = synter.Anonymous();
        using var answer = await client.PostAsJsonAsync("/api/auth/login", new Dictionary<string, string> { [name] = RunningSynter.AdminEmail, ["password"] = RunningSynter.AdminPassword });
        var body = await answer.JsonAsync();

        Assert.Equal((HttpStatusCode.OK, RunningSynter.AdminEmail, "admin"), (answer.StatusCode, body.Text("username"), body.Text("role")));
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        client.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        Assert.Equal("""{"username":"admin@example.com","role":"admin"}""", (await (await client.GetAsync("/api/auth/me")).JsonAsync()).ToJsonString());
        // A browser's POST must come from our page.
        Assert.Equal("csrf", await (await client.PostAsJsonAsync("/api/tasks", new { prompt = "p", count = 1 })).ProblemAsync(HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task Login_Wrong_Is401_AndLogoutEnds()
    {
        using var client = await synter.SignInAsync();
        using var wrong = await client.PostAsJsonAsync("/api/auth/login", new { username = "nobody@example.com", password = "wrong password" });
        Assert.Equal("invalid_credentials", await wrong.ProblemAsync(HttpStatusCode.Unauthorized));
        Assert.Equal("validation_failed", await (await client.PostAsJsonAsync("/api/auth/login", new { password = "p" })).ProblemAsync(HttpStatusCode.UnprocessableEntity));

        Assert.Equal(HttpStatusCode.NoContent, (await client.PostAsync("/api/auth/logout", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/auth/me")).StatusCode);
    }

    [Fact]
    public async Task TooManyJobs_Are429_WithRetryAfter()
    {
        using var client = await synter.SignInElsewhereAsync();
        for (var i = 0; i < 3; i++)
        {
            await client.StartTaskAsync(new { prompt = "A name and an email", count = 1 });
            Assert.Equal(HttpStatusCode.OK, (await client.PostAsJsonAsync("/api/tasks/preview", new { prompt = "p", count = 1 })).StatusCode);
        }

        foreach (var path in new[] { "/api/tasks", "/api/tasks/preview" })
        {
            using var refused = await client.PostAsJsonAsync(path, new { prompt = "p", count = 1 });
            Assert.Equal("rate_limited", await refused.ProblemAsync(HttpStatusCode.TooManyRequests));
            Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        }

        using var other = await synter.SignInElsewhereAsync();
        await other.StartTaskAsync(new { prompt = "p", count = 1 });
        Assert.Equal(3, (await client.MetricsAsync()).Number("totalJobs"));
    }

    [Fact]
    public async Task NothingConfigured_TheOfflineGeneratorAnswers_AndSaysSo()
    {
        using var client = await synter.SignInElsewhereAsync();
        using var admin = await synter.SignInAsync();

        var task = await client.MadeAsync(new { prompt = "A customer with a name, an e-mail, an age and a city", count = 20 });

        Assert.Equal(("offline generator", "succeeded"), (task.Text("source"), task.Text("status")));
        Assert.All(task["results"]!.AsArray(), record => Assert.Equal(["name", "email", "age", "city"], record!.AsObject().Select(m => m.Key)));
        Assert.True(task["results"]!.AsArray().Select(r => r!.AsObject().Text("email")).Distinct().Count() > 15);
        var seen = (await (await admin.GetAsync("/sandbox/requests?provider=inference&limit=200")).JsonAsync())["items"]!.AsArray();
        Assert.Contains(seen, request => request!["path"]!.GetValue<string>() == "/create_chat_completion");
    }

    [Fact]
    public async Task Offline_FitsTheSchemaItIsGiven()
    {
        using var client = await synter.SignInElsewhereAsync();
        var schema = System.Text.Json.Nodes.JsonNode.Parse("""
            {
              "type": "object", "additionalProperties": false, "required": ["password", "born", "score", "tags", "home"],
              "properties": {
                "password": { "type": "string", "minLength": 12, "maxLength": 20 }, "born": { "type": "string", "format": "date" },
                "score": { "type": "integer", "minimum": 3, "maximum": 5 }, "tags": { "type": "array", "items": { "enum": ["a", "b"] }, "minItems": 1 },
                "home": { "type": "object", "required": ["city"], "properties": { "city": { "type": "string" } } }
              }
            }
            """);

        var task = await client.MadeAsync(new { prompt = "Anything", count = 20, schema });

        Assert.Equal(("succeeded", 0), (task.Text("status"), task.Number("failures")));
    }

    public sealed class NothingConfigured : RunningSynter
    {
        protected override IEnumerable<string> Settings => ["--DATAGEN_JOBS_PER_MINUTE=3"];
    }
}
