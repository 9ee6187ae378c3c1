using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Synter.Domain.Kernel;
using Synter.Domain.Sandbox;
using Synter.Tests.Support;

namespace Synter.Tests.Providers;

/// <summary>The sandbox as any HTTP client meets it.</summary>
public sealed class SandboxTests(SandboxedProviders providers) : IClassFixture<SandboxedProviders>
{
    private readonly string _token = Guid.CreateVersion7().ToString("N");

    [Fact]
    public async Task Facebook_WithoutAToken_AnswersAsGraphDoes()
    {
        using var http = new HttpClient { BaseAddress = providers.Url };

        using var answer = await http.PostAsJsonAsync("facebook/v25.0/me/feed", new { message = "Hello" });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(104, (await answer.JsonAsync())["error"]!["code"]!.GetValue<int>());
    }

    [Fact]
    public async Task Facebook_TakesAFormAndATokenInTheQuery_AndMasksIt()
    {
        using var http = new HttpClient { BaseAddress = providers.Url };
        using var form = new FormUrlEncodedContent([new("message", $"By form {_token}"), new("access_token", _token)]);
        using var posted = await http.PostAsync("facebook/v25.0/1234567/feed", form);
        var id = (await posted.JsonAsync())["id"]!.GetValue<string>();

        using var read = await http.GetAsync($"facebook/{id}?access_token={_token}&fields=message");
        var body = await read.JsonAsync();

        Assert.StartsWith("1234567_", id);
        Assert.Equal($"By form {_token}", body["message"]!.GetValue<string>());
        Assert.Null(body["created_time"]);
        var requests = (await AllAsync()).Where(r => r.Path.Contains("1234567", StringComparison.Ordinal)).ToList();
        Assert.EndsWith("access_token=***", requests[0].Body);
        Assert.Equal("***", requests[1].Query["access_token"]);
        Assert.Equal($"/{id}", requests[1].Path);
    }

    [Fact]
    public async Task Facebook_ChangesDeletesAndForgets()
    {
        using var http = Client();
        using var posted = await http.PostAsJsonAsync("facebook/v25.0/me/feed", new { message = $"First {_token}" });
        var id = (await posted.JsonAsync())["id"]!.GetValue<string>();

        using var changed = await http.PostAsJsonAsync($"facebook/v25.0/{id}", new { message = "Second" });
        using var read = await http.GetAsync($"facebook/v25.0/{id}");
        using var deleted = await http.DeleteAsync($"facebook/v25.0/{id}");
        using var gone = await http.GetAsync($"facebook/v25.0/{id}");

        Assert.Equal("Second", (await read.JsonAsync())["message"]!.GetValue<string>());
        Assert.True((await deleted.JsonAsync())["success"]!.GetValue<bool>());
        Assert.Equal(33, (await gone.JsonAsync())["error"]!["error_subcode"]!.GetValue<int>());
    }

    [Fact]
    public async Task Facebook_Draft_IsNotListed()
    {
        using var http = Client();
        using var draft = await http.PostAsJsonAsync("facebook/v25.0/me/feed", new { message = "Draft", published = false });

        using var list = await http.GetAsync("facebook/v25.0/me/posts");

        Assert.Equal(HttpStatusCode.OK, draft.StatusCode);
        Assert.Empty((await list.JsonAsync())["data"]!.AsArray());
    }

    [Fact]
    public async Task X_UnknownMember_AnswersAsXDoes()
    {
        using var http = Client();

        using var answer = await http.PostAsJsonAsync("x/2/tweets", new { text = "Hello", message = "Hello" });
        var body = await answer.JsonAsync();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("Invalid Request", body["title"]!.GetValue<string>());
        Assert.Contains("$.message", body["errors"]![0]!["message"]!.GetValue<string>());
    }

    [Fact]
    public async Task X_CountsItsLimitDown()
    {
        using var http = Client();

        using var first = await http.PostAsJsonAsync("x/2/tweets", new { text = $"One {_token}" });
        using var second = await http.PostAsJsonAsync("x/2/tweets", new { text = $"Two {_token}" });

        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal("100", second.Headers.GetValues("x-rate-limit-limit").Single());
        Assert.Equal(1, Remaining(first) - Remaining(second));

        static int Remaining(HttpResponseMessage answer) => int.Parse(answer.Headers.GetValues("x-rate-limit-remaining").Single(), System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task X_ShowsAPostAsXDoes()
    {
        using var http = Client();
        using var posted = await http.PostAsJsonAsync("x/2/tweets", new { text = $"A & b https://sunrise.example/x {_token}" });
        var id = (await posted.JsonAsync())["data"]!["id"]!.GetValue<string>();

        using var read = await http.GetAsync($"x/2/tweets/{id}?tweet.fields=entities");
        var data = (await read.JsonAsync())["data"]!;

        Assert.StartsWith("A &amp; b https://t.co/", data["text"]!.GetValue<string>());
        Assert.Equal("https://sunrise.example/x", data["entities"]!["urls"]![0]!["expanded_url"]!.GetValue<string>());
        Assert.Null(data["created_at"]);
    }

    [Fact]
    public async Task AProviderThatIsNotPlayed_Is404_AndRecorded()
    {
        using var http = Client();

        using var answer = await http.GetAsync($"mastodon/{_token}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains(await AllAsync(), r => r.Provider == "mastodon" && r.Path == $"/{_token}" && r.Outcome == "answered:404");
    }

    [Fact]
    public async Task ABodyThatIsNoJson_IsKeptAsItCame()
    {
        using var http = Client();
        using var answer = await http.PostAsync("x/2/tweets", new StringContent($"{{\"text\": \"cut off {_token}\0, \"password\": \"pw{_token}", Encoding.UTF8, "application/json"));

        var request = (await AllAsync()).Single(r => r.Body.Contains($"cut off {_token}", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain($"pw{_token}", request.Body);
    }

    [Fact]
    public async Task Faults_SpoilSoManyAnswersAndNoMore()
    {
        using var http = Client();
        await providers.FailAsync("x", FaultMode.Status, 503, times: 2);

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 3; i++)
        {
            using var answer = await http.GetAsync("x/2/users/me");
            statuses.Add(answer.StatusCode);
        }

        Assert.Equal([HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK], statuses);
    }

    [Fact]
    public async Task Faults_OfOneProvider_LeaveTheOtherAlone()
    {
        using var http = Client();
        await providers.FailAsync("x", FaultMode.Status, 500);

        using var facebook = await http.GetAsync("facebook/v25.0/me");

        Assert.Equal(HttpStatusCode.OK, facebook.StatusCode);
        await providers.FailAsync("x", FaultMode.None);
        using var x = await http.GetAsync("x/2/users/me");
        Assert.Equal(HttpStatusCode.OK, x.StatusCode);
    }

    [Fact]
    public async Task Malformed_DoesTheThing_AndAnswersHalfABody()
    {
        using var http = Client();
        await providers.FailAsync("x", FaultMode.Malformed);

        using var answer = await http.PostAsJsonAsync("x/2/tweets", new { text = $"Half {_token}" });

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => JsonNode.Parse(answer.Content.ReadAsStringAsync().Result));
        Assert.Contains((await providers.State.PostsAsync("x", new PageRequest(200, null), default)).Items, p => p.Text == $"Half {_token}");
    }

    [Fact]
    public async Task TwoProcesses_AreOneSandbox()
    {
        var (url, other) = await providers.StartAnotherAsync();
        await using var process = other;
        using var here = Client();
        using var there = Client(url);

        using var posted = await here.PostAsJsonAsync("x/2/tweets", new { text = $"Once {_token}" });
        var id = (await posted.JsonAsync())["data"]!["id"]!.GetValue<string>();
        using var read = await there.GetAsync($"x/2/tweets/{id}");
        using var again = await there.PostAsJsonAsync("x/2/tweets", new { text = $"Once {_token}" });

        Assert.NotEqual(providers.Url, url);
        Assert.Equal(id, (await read.JsonAsync())["data"]!["id"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.Forbidden, again.StatusCode);
    }

    [Fact]
    public async Task TheSamePostFromTwoProcessesAtOnce_IsTakenOnce()
    {
        var (url, other) = await providers.StartAnotherAsync();
        await using var process = other;
        using var here = Client();
        using var there = Client(url);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => (i % 2 == 0 ? here : there).PostAsJsonAsync("x/2/tweets", new { text = $"Race {_token}" })));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Created);
        Assert.Equal(9, answers.Count(a => a.StatusCode == HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task State_OutlivesItsProcess()
    {
        var (url, first) = await providers.StartAnotherAsync();
        string id;
        await using (first)
        {
            using var http = Client(url);
            using var posted = await http.PostAsJsonAsync("facebook/v25.0/me/feed", new { message = $"Stays {_token}" });
            id = (await posted.JsonAsync())["id"]!.GetValue<string>();
        }

        var (later, second) = await providers.StartAnotherAsync();
        await using var process = second;
        using var again = Client(later);
        using var read = await again.GetAsync($"facebook/v25.0/{id}");

        Assert.Equal($"Stays {_token}", (await read.JsonAsync())["message"]!.GetValue<string>());
    }

    [Fact]
    public async Task Requests_ComeInOrder_FromANumberOn_ByPage()
    {
        using var http = Client();
        using var first = await http.GetAsync($"x/2/tweets/1?mark={_token}");
        var before = (await AllAsync()).Single(r => r.Query.GetValueOrDefault("mark") == _token).Seq;
        for (var i = 0; i < 5; i++)
        {
            using var answer = await http.GetAsync($"x/2/tweets/{i}");
        }

        var page = await providers.State.RequestsAsync("x", before, newestFirst: false, new PageRequest(3, null), default);
        var rest = await providers.State.RequestsAsync("x", before, newestFirst: false, PageRequest.Create(3, page.NextCursor).Value, default);

        Assert.Equal(["/2/tweets/0", "/2/tweets/1", "/2/tweets/2"], page.Items.Select(r => r.Path));
        Assert.Equal(["/2/tweets/3", "/2/tweets/4"], rest.Items.Select(r => r.Path));
        Assert.Null(rest.NextCursor);
    }

    [Fact]
    public async Task Retention_ForgetsRequestsOfAMonthAgo_AndKeepsThePosts()
    {
        using var http = Client();
        using var posted = await http.PostAsJsonAsync("x/2/tweets", new { text = $"Kept {_token}" });

        await providers.SweepAsync(ManualClock.Start.AddYears(50));

        Assert.Empty(await AllAsync());
        Assert.Contains((await providers.State.PostsAsync("x", new PageRequest(200, null), default)).Items, p => p.Text == $"Kept {_token}");
    }

    private async Task<IReadOnlyList<SandboxRequest>> AllAsync() =>
        (await providers.State.RequestsAsync(null, null, newestFirst: true, new PageRequest(200, null), default)).Items.Reverse().ToList();

    private HttpClient Client(Uri? url = null) => new()
    {
        BaseAddress = url ?? providers.Url,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", _token) },
    };
}
