using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Synter.Infrastructure.Accounts;
using Synter.Tests.Support;
using Synter.Tests.Support.DataGen;

namespace Synter.Tests.Accounts.CStoreAuth;

/// <summary>People whose passwords cstore-auth keeps sign in with their user name, and are members like others.</summary>
public sealed class CStoreSignInTests(CStoreSignInTests.Synter synter) : IClassFixture<CStoreSignInTests.Synter>
{
    private const string Password = "correct horse battery";
    private const string Argon2 = """{"algo":"argon2id","hash":"gt2UBmCp2h3ExxdUdw2ito63NKB/uYOcm622KX3VlgQ=","salt":"AAECAwQFBgcICQoLDA0ODw==","version":1,"params":{"timeCost":3,"memoryCost":65536,"parallelism":1,"outputLen":32}}""";
    private const string Scrypt = """{"algo":"scrypt","hash":"VWTCRyBT3FDVn2mxApRjQfDNmCGSoKlrNTwJ9vp2uXk=","salt":"AAECAwQFBgcICQoLDA0ODw==","version":1,"params":{"N":32768,"r":8,"p":1,"keyLength":32}}""";

    [Theory]
    [InlineData("alice", "user", Argon2, "analyst")]
    [InlineData("bob", "user", Scrypt, "analyst")]
    [InlineData("carol", "admin", Argon2, "admin")]
    public async Task Person_SignsInByName_AndIsTheSameAccountNextTime(string name, string role, string password, string expected)
    {
        Keep(name, role, password);

        using var first = await LoginAsync($" {name.ToUpperInvariant()} ");
        using var again = await LoginAsync(name);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        var me = await again.JsonAsync();
        Assert.Equal((name, expected), (me.Text("username"), me.Text("role")));
        Assert.Equal(1, await CountAsync($"users WHERE email = '{name}'"));
        Assert.Equal(0, await CountAsync($"mail_outbox WHERE recipient = '{name}'"));
    }

    [Fact]
    public async Task FirstSignInsAtOnce_MakeOneAccount()
    {
        Keep("dave", "user", Argon2);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => LoginAsync("dave")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(1, await CountAsync("users WHERE email = 'dave'"));
    }

    [Fact]
    public async Task UnknownWrongAndUnreadable_AreAnsweredAlike_AtTheSamePrice()
    {
        Keep("erin", "user", Argon2);
        Keep("frank", "owner", Argon2);
        synter.CStore.Put(Synter.Hash, "grace", JsonValue.Create("{"));
        synter.CStore.Put(Synter.Hash, "heidi", null);

        foreach (var name in new[] { "erin", "frank", "grace", "heidi", "nobody", "x", "no such name" })
        {
            var (before, asked) = (Verified, synter.CStore.Calls.Count);
            using var answer = await LoginAsync(name, "wrong horse battery");

            Assert.Equal("invalid_credentials", await answer.ProblemAsync(HttpStatusCode.Unauthorized));
            Assert.Equal((1, 1), (Verified - before, synter.CStore.Calls.Count - asked));
        }
    }

    [Fact]
    public async Task Guesses_AreSlowedDown()
    {
        Keep("ivan", "user", Argon2);
        for (var i = 0; i <= SignInThrottle.FreePerAccount; i++)
        {
            using var wrong = await LoginAsync("ivan", "wrong horse battery");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using var right = await LoginAsync("ivan");

        Assert.Equal(HttpStatusCode.TooManyRequests, right.StatusCode);
        Assert.NotNull(right.Headers.RetryAfter);
    }

    [Fact]
    public async Task CStoreThatFails_IsSaid_AndEmailsStillWork()
    {
        synter.CStore.Wrong = _ => Results.StatusCode(500);
        try
        {
            using var byName = await LoginAsync("alice");
            using var byEmail = await LoginAsync(RunningSynter.AdminEmail, RunningSynter.AdminPassword);

            Assert.Equal("directory_away", await byName.ProblemAsync(HttpStatusCode.Conflict));
            Assert.Equal(HttpStatusCode.OK, byEmail.StatusCode);
        }
        finally
        {
            synter.CStore.Wrong = _ => null;
        }
    }

    [Fact]
    public async Task BootstrapAdmin_IsWrittenOnce_AndSignsIn()
    {
        await Eventually.TrueAsync(() => synter.CStore.Get(Synter.Hash, "admin") is not null, "the admin is there");
        var record = synter.CStore.Get(Synter.Hash, "admin")!.AsObject();
        Assert.Equal(("simple", "admin"), (record.Text("type"), record.Text("role")));

        using var answer = await LoginAsync("admin", Synter.AdminBootstrap);

        Assert.Equal("admin", (await answer.JsonAsync()).Text("role"));
    }

    private long Verified => synter.Services.GetRequiredService<Argon2id>().Turns;

    private void Keep(string name, string role, string password) => synter.CStore.Put(Synter.Hash, name, JsonValue.Create(
        $$"""{"type":"simple","password":{{password}},"role":"{{role}}","metadata":{},"createdAt":"2026-01-01T00:00:00.000Z","updatedAt":"2026-01-01T00:00:00.000Z"}"""));

    private async Task<HttpResponseMessage> LoginAsync(string username, string password = Password)
    {
        using var client = synter.Anonymous();
        return await client.PostAsJsonAsync("/api/auth/login", new { username, password });
    }

    private async Task<long> CountAsync(string rows)
    {
        await using var connection = new NpgsqlConnection(synter.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"SELECT count(*) FROM {rows}", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public sealed class Synter : RunningSynter
    {
        public const string Hash = "auth:default";
        public const string AdminBootstrap = "admin of the tests";

        public CStoreServer CStore { get; private set; } = null!;

        // The older names: SettingsReaderTests has the newer ones.
        protected override IEnumerable<string> Settings =>
        [
            $"--EE_CHAINSTORE_API_HOST={CStore.Address.Host}", $"--EE_CHAINSTORE_API_PORT={CStore.Address.Port}", $"--EE_CSTORE_AUTH_HKEY={Hash}",
            "--EE_CSTORE_AUTH_SECRET=pépper of the tests, long and random 😀", $"--EE_CSTORE_AUTH_BOOTSTRAP_ADMIN_PW={AdminBootstrap}",
        ];

        public override async Task InitializeAsync()
        {
            CStore = await CStoreServer.StartAsync();
            await base.InitializeAsync();
        }

        public override async Task DisposeAsync()
        {
            await base.DisposeAsync();
            await CStore.DisposeAsync();
        }
    }
}
