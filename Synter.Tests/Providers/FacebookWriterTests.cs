using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Synter.Tests.Providers;

public sealed class FacebookWriterTests(SandboxedProviders providers) : SocialWriterTests(providers, "facebook"), IClassFixture<SandboxedProviders>
{
    [Fact]
    public async Task Send_AsksGraphAsItsDocumentationSays()
    {
        var effect = await Providers.PostAsync("facebook", link: "https://sunrise.example/book");

        var sent = await Writer.SendAsync(effect, default);

        var requests = await Providers.RequestsAsync(effect);
        Assert.Equal(("POST", "/v25.0/me/feed"), (requests[0].Method, requests[0].Path));
        Assert.Equal(["message", "published", "link"], BodyOf(requests[0]).Select(p => p.Key));
        Assert.Equal(effect.After["text"]!.GetValue<string>(), BodyOf(requests[0])["message"]!.GetValue<string>());
        Assert.StartsWith("application/json", requests[0].Headers["content-type"]);
        Assert.Equal(("GET", $"/v25.0/{sent.ProviderRef}"), (requests[1].Method, requests[1].Path));
        Assert.Equal("id,message,created_time,permalink_url", requests[1].Query["fields"]);
        Assert.Matches(@"^\d+_\d+$", sent.ProviderRef);
    }

    [Theory]
    [InlineData("102030405060", null, "102030405060")]
    [InlineData("Sunrise Dental", "998877665544", "998877665544")]
    [InlineData("@sunrise", null, "me")]
    public async Task Send_GoesToThePageThatIsKnown_WithoutAskingFirst(string account, string? pageId, string page)
    {
        var secret = new Dictionary<string, string> { ["access_token"] = Guid.CreateVersion7().ToString("N") };
        if (pageId is not null) secret["page_id"] = pageId;
        var effect = await Providers.PostAsync("facebook", secret: secret, account: account);

        await Writer.SendAsync(effect, default);

        Assert.Equal($"/v25.0/{page}/feed", (await Providers.RequestsAsync(effect))[0].Path);
    }

    protected override HttpRequestMessage ByHand(string token, string text) => new(HttpMethod.Post, "facebook/v25.0/me/feed")
    {
        Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        Content = JsonContent.Create(new { message = text }),
    };
}
