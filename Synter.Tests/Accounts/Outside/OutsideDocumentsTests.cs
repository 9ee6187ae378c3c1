using Microsoft.Extensions.DependencyInjection;
using Synter.Infrastructure.Accounts.Outside;
using Synter.Infrastructure.Providers;
using Synter.Tests.Support;
using Synter.Tests.Support.Outside;

namespace Synter.Tests.Accounts.Outside;

public sealed class OutsideDocumentsTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new();
    private readonly ServiceProvider _http = new ServiceCollection().AddHttpClient().BuildServiceProvider();
    private TestIssuer _issuer = null!;
    private OutsideDocuments _documents = null!;

    private OutsideProvider Provider => new("oidc", "Acme", new Uri(_issuer.Issuer), TestIssuer.ClientId, TestIssuer.ClientSecret, ["openid"]);

    public async Task InitializeAsync()
    {
        _issuer = await TestIssuer.StartAsync();
        _documents = new OutsideDocuments(_http.GetRequiredService<IHttpClientFactory>(), new NoSandbox(), _clock);
    }

    [Fact]
    public async Task Key_Known_IsAskedForOnce()
    {
        for (var i = 0; i < 5; i++) Assert.NotNull(await _documents.KeyAsync(Provider, "first", default));

        Assert.Equal(1, _issuer.KeysAsked);
    }

    [Fact]
    public async Task Key_Unknown_IsAskedForOnceAMinute_HoweverManyAsk()
    {
        await _documents.KeyAsync(Provider, "first", default);
        _clock.Advance(OutsideDocuments.AskedEach);

        var found = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => _documents.KeyAsync(Provider, $"made up {i}", default)));

        Assert.All(found, Assert.Null);
        Assert.Equal(2, _issuer.KeysAsked);
    }

    [Fact]
    public async Task Key_New_IsFound_AndAnOldOneIsForgotten()
    {
        await _documents.KeyAsync(Provider, "first", default);
        _issuer.Keys[0] = ForeignKey.P256("second");
        var atOnce = await _documents.KeyAsync(Provider, "second", default);
        _clock.Advance(OutsideDocuments.AskedEach);

        Assert.Null(atOnce);
        Assert.NotNull(await _documents.KeyAsync(Provider, "second", default));
        Assert.Null(await _documents.KeyAsync(Provider, "first", default));
    }

    [Theory]
    [InlineData("issuer", "https://another.example")]
    [InlineData("token_endpoint", "http://id.example/token")]
    [InlineData("jwks_uri", "file:///etc/passwd")]
    [InlineData("authorization_endpoint", null)]
    public async Task Discovery_ThatMisleads_IsNotFollowed(string name, string? value)
    {
        _issuer.Discovery[name] = value;

        await Assert.ThrowsAsync<OutsideException>(() => _documents.EndpointsAsync(Provider, default));
    }

    [Fact]
    public async Task Stated_IsNotDiscovered()
    {
        var stated = new OutsideEndpoints(new("https://a.example"), new("https://t.example"), new("https://k.example"), null);

        Assert.Equal(stated, await _documents.EndpointsAsync(Provider with { Issuer = new("https://nowhere.invalid"), Stated = stated }, default));
    }

    public async Task DisposeAsync()
    {
        _documents.Dispose();
        await _http.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    private sealed class NoSandbox : IProviderStandIn
    {
        public Uri? For(string provider) => null;
    }
}
