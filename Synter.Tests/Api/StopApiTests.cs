using System.Net;
using System.Net.Http.Json;
using Synter.Tests.Support;

namespace Synter.Tests.Api;

[Collection(OneSynter.Name)]
public sealed class StopApiTests(RunningSynter synter)
{
    [Fact]
    public async Task Stop_ThenResume_SaysHowItStands()
    {
        using var client = await synter.SignInElsewhereAsync();

        var stopped = await (await client.PostAsJsonAsync("/api/v1/stop", new { reason = "Wrong page" })).JsonAsync();
        var wrongWord = await client.PostAsJsonAsync("/api/v1/resume", new { word = "go" });
        var still = await (await client.GetAsync("/api/v1/stop")).JsonAsync();
        var resumed = await (await client.PostAsJsonAsync("/api/v1/resume", new { word = "resume" })).JsonAsync();

        Assert.True(stopped["stopped"]!.GetValue<bool>());
        Assert.Equal("Wrong page", stopped["reason"]!.GetValue<string>());
        Assert.Equal("validation_failed", await wrongWord.ProblemAsync(HttpStatusCode.UnprocessableEntity));
        Assert.Equal(stopped.ToJsonString(), still.ToJsonString());
        Assert.False(resumed["stopped"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Form_StopsAndLeadsBack()
    {
        using var browser = await BrowserAsync();

        using var answer = await PostAsync(browser, "/stop", ("from", "/review?kind=post"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/review?kind=post#stop", answer.Headers.Location!.OriginalString);
        Assert.True((await (await browser.GetAsync("/api/v1/stop")).JsonAsync())["stopped"]!.GetValue<bool>());
        await PostAsync(browser, "/resume", ("word", "resume"));
        Assert.False((await (await browser.GetAsync("/api/v1/stop")).JsonAsync())["stopped"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("")]
    public async Task Form_WithAForeignAddress_LeadsHome(string from)
    {
        using var browser = await BrowserAsync();

        using var answer = await PostAsync(browser, "/resume", ("word", "resume"), ("from", from));

        Assert.Equal("/", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Form_WithoutItsToken_IsRefused()
    {
        using var browser = await BrowserAsync();
        browser.DefaultRequestHeaders.Remove("X-CSRF-Token");

        using var answer = await PostAsync(browser, "/stop");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False((await (await browser.GetAsync("/api/v1/stop")).JsonAsync())["stopped"]!.GetValue<bool>());
    }

    private async Task<HttpClient> BrowserAsync()
    {
        var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = synter.Address };
        await browser.PostAsJsonAsync("/auth/login", new { email = RunningSynter.AdminEmail, password = RunningSynter.AdminPassword });
        var token = (await (await browser.GetAsync("/auth/csrf")).JsonAsync())["token"]!.GetValue<string>();
        browser.DefaultRequestHeaders.Add("X-CSRF-Token", token);
        return browser;
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient browser, string address, params (string Name, string Value)[] fields) =>
        browser.PostAsync(address, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));
}
