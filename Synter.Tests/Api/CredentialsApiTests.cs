using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;
using Synter.Tests.Support;

namespace Synter.Tests.Api;

public sealed class CredentialsApiTests(CredentialsApiTests.WithProbe synter) : IClassFixture<CredentialsApiTests.WithProbe>
{
    private const string Platforms = "/api/cp/platform-credentials";
    private const string Exchanges = "/api/cp/exchange-setup";

    [Fact]
    public async Task Put_Platform_AnswersTheReference_TestedAndWithoutTheSecret()
    {
        using var client = await synter.SignInElsewhereAsync();

        using var answer = await client.PutAsJsonAsync(Platforms, Platform("probed", "good-token-1234"));
        var stored = await answer.JsonAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Matches("^cred_[0-9a-f]{32}$", Text(stored, "credential_ref"));
        Assert.Equal(("probed", "1234", "works"), (Text(stored, "platform"), Text(stored, "last4"), Text(stored, "test_result")));
        Assert.True(stored["tested"]!.GetValue<bool>());
        Assert.NotNull(stored["tested_at"]);
        Assert.DoesNotContain("good-token", stored.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_RefusedByTheProvider_IsStoredAndSaysSo()
    {
        using var client = await synter.SignInElsewhereAsync();

        using var answer = await client.PutAsJsonAsync(Platforms, Platform("probed", "stale-token-1234"));
        var stored = await answer.JsonAsync();

        Assert.False(stored["tested"]!.GetValue<bool>());
        Assert.Equal("refused", Text(stored, "test_result"));
        Assert.Equal("It was refused: [secret]", Text(stored, "test_message"));
    }

    [Fact]
    public async Task Put_WhereNobodyCanTest_IsStoredUntested()
    {
        using var client = await synter.SignInElsewhereAsync();

        using var answer = await client.PutAsJsonAsync(Platforms, Platform("linkedin", "any"));
        var stored = await answer.JsonAsync();

        Assert.False(stored["tested"]!.GetValue<bool>());
        Assert.Null(stored["tested_at"]);
        Assert.Equal("", Text(stored, "last4"));
    }

    [Theory]
    [InlineData("""{"platform":"Face Book","secret":{"t":"v"}}""", "/platform")]
    [InlineData("""{"platform":"x","secret":{}}""", "/secret")]
    [InlineData("""{"platform":"x","secret":{"access_token":""}}""", "/secret/access_token")]
    [InlineData("""{"platform":"x","secret":{"access_token":null}}""", "/secret/access_token")]
    [InlineData("""{"platform":"x","secret":{"access_token":7}}""", "/secret/access_token")]
    [InlineData("""{"platform":"x","secret":"text"}""", "/secret")]
    [InlineData("""{"platform":"x"}""", "/secret")]
    [InlineData("""{"platform":"x","secret":{"t":"v"},"posting_identity":"EAABsbCS1iHgBAKZCZBZCZA0123456789"}""", "/posting_identity")]
    public async Task Put_WrongPlatform_NamesThePlaceAndRepeatsNothing(string body, string pointer)
    {
        using var client = await synter.SignInAsync();

        using var answer = await client.PutAsync(Platforms, new StringContent(body, null, "application/json"));
        var problem = await answer.JsonAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(pointer, Text(Assert.Single(problem["errors"]!.AsArray())!.AsObject(), "pointer"));
        Assert.DoesNotContain("EAAB", problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_Exchange_KeepsItsLimits_AndShowsTheKeysEnd()
    {
        using var client = await synter.SignInElsewhereAsync();
        var limits = new JsonObject { ["max_units_per_order"] = 3, ["max_notional_inr"] = 20000.50m };

        using var answer = await client.PutAsJsonAsync(Exchanges, new { exchange_provider = "delta_exchange_india", api_key = "delta-key-9876", api_secret = "delta-secret-5432", risk_limits = limits });
        var stored = await answer.JsonAsync();
        using var list = await client.GetAsync(Exchanges);

        Assert.Equal(("delta_exchange_india", "9876"), (Text(stored, "exchange_provider"), Text(stored, "last4")));
        Assert.True(JsonNode.DeepEquals(limits, stored["risk_limits"]));
        Assert.Single((await list.JsonAsync())["items"]!.AsArray());
        Assert.Empty((await (await client.GetAsync(Platforms)).JsonAsync())["items"]!.AsArray());
    }

    [Theory]
    [InlineData("{}", "/risk_limits/max_units_per_order")]
    [InlineData("""{"max_units_per_order":"3"}""", "/risk_limits/max_units_per_order")]
    [InlineData("""{"max_units_per_order":0}""", "/risk_limits/max_units_per_order")]
    [InlineData("""{"max_units_per_order":3,"max_loss":1}""", "/risk_limits/max_loss")]
    public async Task Put_ExchangeWithWrongLimits_NamesThePlace(string limits, string pointer)
    {
        using var client = await synter.SignInAsync();

        using var answer = await client.PutAsJsonAsync(
            Exchanges, new { exchange_provider = "delta_exchange_india", api_key = "k", api_secret = "s", risk_limits = JsonNode.Parse(limits) });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(pointer, Text(Assert.Single((await answer.JsonAsync())["errors"]!.AsArray())!.AsObject(), "pointer"));
    }

    [Fact]
    public async Task Delete_Revokes_AndAnotherWorkspaceCannot()
    {
        using var mine = await synter.SignInElsewhereAsync();
        using var other = await synter.SignInElsewhereAsync();
        var stored = await (await mine.PutAsJsonAsync(Platforms, Platform("probed", "good-token-1234"))).JsonAsync();
        var address = $"{Platforms}/{Text(stored, "credential_ref")}";

        Assert.Equal("not_found", await (await other.DeleteAsync(address)).ProblemAsync(HttpStatusCode.NotFound));
        Assert.Empty((await (await other.GetAsync(Platforms)).JsonAsync())["items"]!.AsArray());
        Assert.Equal(HttpStatusCode.NoContent, (await mine.DeleteAsync(address)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await mine.DeleteAsync(address)).StatusCode);
        Assert.Empty((await (await mine.GetAsync(Platforms)).JsonAsync())["items"]!.AsArray());
        Assert.Equal("not_found", await (await mine.PostAsync(address + "/test", null)).ProblemAsync(HttpStatusCode.NotFound));
        Assert.Equal("not_found", await (await mine.DeleteAsync(Platforms + "/cred_made_up")).ProblemAsync(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Test_AsksTheProviderAgain()
    {
        using var client = await synter.SignInElsewhereAsync();
        var stored = await (await client.PutAsJsonAsync(Platforms, Platform("probed", "good-token-1234"))).JsonAsync();
        synter.Probe.Down = true;

        var tested = await (await client.PostAsync($"{Platforms}/{Text(stored, "credential_ref")}/test", null)).JsonAsync();
        synter.Probe.Down = false;

        Assert.Equal("unreachable", Text(tested, "test_result"));
    }

    [Theory]
    [InlineData("limit=0", HttpStatusCode.UnprocessableEntity, "validation_failed")]
    [InlineData("limit=201", HttpStatusCode.UnprocessableEntity, "validation_failed")]
    [InlineData("cursor=garbage", HttpStatusCode.BadRequest, "bad_cursor")]
    public async Task List_BadPage_IsRefused(string query, HttpStatusCode status, string code)
    {
        using var client = await synter.SignInAsync();

        Assert.Equal(code, await (await client.GetAsync($"{Platforms}?{query}")).ProblemAsync(status));
    }

    [Fact]
    public async Task Ready_NamesTheVault()
    {
        using var client = synter.Anonymous();

        var ready = await (await client.GetAsync("/health/ready")).JsonAsync();

        Assert.Equal("ok", ready["checks"]!["vault"]!["status"]!.GetValue<string>());
    }

    private static object Platform(string platform, string token) => new { platform, secret = new { access_token = token } };

    private static string Text(JsonObject json, string name) => json[name]!.GetValue<string>();

    public sealed class WithProbe : RunningSynter
    {
        public FakeProbe Probe { get; } = new();

        protected override void Configure(IServiceCollection services) => services.AddSingleton<ICredentialProbe>(Probe);
    }

    public sealed class FakeProbe : ICredentialProbe
    {
        public bool Down { get; set; }

        public string Provider => "probed";

        public IReadOnlyList<string> SecretFields => ["access_token"];

        public Task<ProbeAnswer> TestAsync(WorkspaceId workspace, Secret secret, string? postingIdentity, CancellationToken cancellationToken) => Task.FromResult(
            Down ? new ProbeAnswer(ProbeOutcome.Unreachable, "It is down.")
            : secret.Use("access_token", token => token.StartsWith("good", StringComparison.Ordinal)) ? new ProbeAnswer(ProbeOutcome.Works, "Fine.")
            // A careless probe that puts a key into its sentence.
            : new ProbeAnswer(ProbeOutcome.Refused, "It was refused: AKIAIOSFODNN7EXAMPLE"));
    }
}
