using System.Net.Http.Headers;
using System.Net.Http.Json;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Sandbox;

namespace Synter.Tests.Providers;

public sealed class XWriterTests(SandboxedProviders providers) : SocialWriterTests(providers, "x"), IClassFixture<SandboxedProviders>
{
    [Fact]
    public async Task Send_AsksXAsItsDocumentationSays()
    {
        var effect = await Providers.PostAsync("x", "Two minutes, twice a day.", link: "https://sunrise.example/book");

        var sent = await Writer.SendAsync(effect, default);

        var requests = await Providers.RequestsAsync(effect);
        Assert.Equal(("POST", "/2/tweets", "answered:201"), (requests[0].Method, requests[0].Path, requests[0].Outcome));
        Assert.Equal("text", Assert.Single(BodyOf(requests[0])).Key);
        Assert.Equal("Two minutes, twice a day.\n\nhttps://sunrise.example/book", BodyOf(requests[0])["text"]!.GetValue<string>());
        Assert.Equal(("GET", $"/2/tweets/{sent.ProviderRef}"), (requests[1].Method, requests[1].Path));
        Assert.Matches(@"^\d{15,20}$", sent.ProviderRef);
    }

    [Fact]
    public async Task Send_LongerThanXTakes_IsRefusedBeforeItIsSent()
    {
        var effect = await Providers.PostAsync("x", new string('日', 141));

        var e = await FailsAsync(effect);

        Assert.Equal((FailureClass.Rejected, "too_long"), (e.Class, e.Code));
        Assert.Empty(await Providers.RequestsAsync(effect));
    }

    [Fact]
    public async Task Send_LimitedWithoutRetryAfter_WaitsForTheWindow()
    {
        var effect = await Providers.PostAsync("x");
        await Providers.FailAsync("x", FaultMode.Status, 429);

        var e = await FailsAsync(effect);

        Assert.Equal("rate_limited", e.Code);
        Assert.InRange(e.RetryAfter!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }

    protected override HttpRequestMessage ByHand(string token, string text) => new(HttpMethod.Post, "x/2/tweets")
    {
        Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        Content = JsonContent.Create(new { text }),
    };
}
