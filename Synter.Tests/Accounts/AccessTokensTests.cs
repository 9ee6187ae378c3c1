using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Accounts.Tokens;
using Synter.Tests.Database;
using Synter.Tests.Support;

namespace Synter.Tests.Accounts;

/// <summary>Good tokens, and every bad one we could think of.</summary>
public sealed class AccessTokensTests : IClassFixture<PostgresFixture>, IDisposable
{
    private static readonly Caller s_program = new("10.0.0.7", "curl/8.5.0", Via.Api);

    private readonly PostgresFixture _postgres;
    private readonly ManualClock _clock = new();
    private readonly TestTrust _trust;
    private readonly SigningKeys _keys;
    private readonly SessionStore _sessions;
    private readonly AccessTokens _tokens;

    public AccessTokensTests(PostgresFixture postgres)
    {
        _postgres = postgres;
        _trust = new TestTrust(postgres, _clock);
        // The tests share a database, and one of them lets a month pass.
        using var forget = postgres.Source.CreateCommand("DELETE FROM signing_keys");
        forget.ExecuteNonQuery();
        _keys = NewKeys();
        var post = new AccountPost(postgres.Database, _trust, _clock);
        _sessions = new SessionStore(postgres.Database, _trust.Audit, post.Outbox, post.Mails, _clock);
        _tokens = new AccessTokens(_keys, _sessions, _clock);
    }

    public void Dispose() => _keys.Dispose();

    [Fact]
    public async Task Issued_IsReadBack()
    {
        var signedIn = await SignInAsync();

        var read = await _tokens.ReadAsync(await _tokens.IssueAsync(signedIn, default), default);

        Assert.Equal(signedIn.Session, read!.Session);
        Assert.Equal(signedIn.User, read.User);
    }

    [Fact]
    public async Task Issued_IsReadByAnotherProcess_WhichKnewNoKeyYet()
    {
        var token = await _tokens.IssueAsync(await SignInAsync(), default);
        using var elsewhere = NewKeys();

        Assert.NotNull(await new AccessTokens(elsewhere, _sessions, _clock).ReadAsync(token, default));
    }

    [Fact]
    public async Task Session_Ended_TakesItsTokensAlong()
    {
        var signedIn = await SignInAsync();
        var token = await _tokens.IssueAsync(signedIn, default);

        await _sessions.EndAsync(signedIn.Session!.Value, ActorOf(signedIn), default);

        Assert.Null(await _tokens.ReadAsync(token, default));
    }

    [Fact]
    public async Task Time_IsHeldTo_WithAMinuteOfSkew()
    {
        var token = await _tokens.IssueAsync(await SignInAsync(), default);
        _clock.Advance(AccessTokens.Lifetime + TimeSpan.FromSeconds(59));
        Assert.NotNull(await _tokens.ReadAsync(token, default));

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await _tokens.ReadAsync(token, default));
    }

    [Fact]
    public async Task Key_Rotated_OldTokensCountOn_NewOnesNameTheNewKey()
    {
        var signedIn = await SignInAsync();
        var old = await _tokens.IssueAsync(signedIn, default);

        _clock.Advance(TimeSpan.FromSeconds(1));
        var rotated = (await _keys.RotateAsync(ActorOf(signedIn) with { IsStaff = true }, default)).Value;
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(rotated, HeaderOf(await _tokens.IssueAsync(signedIn, default))["kid"]!.GetValue<string>());
        Assert.NotNull(await _tokens.ReadAsync(old, default));
        Assert.True((await _keys.PublishedAsync(default)).Count >= 2);
        _clock.Advance(SigningKeys.ChecksOnFor);
        Assert.Equal(rotated, Assert.Single(await _keys.PublishedAsync(default)).Kid);
    }

    [Fact]
    public async Task Key_GrownOld_IsFollowedByANewOne()
    {
        var first = (await _keys.CurrentAsync(default)).Id;

        _clock.Advance(SigningKeys.SignsFor);

        Assert.NotEqual(first, (await _keys.CurrentAsync(default)).Id);
    }

    [Fact]
    public async Task Key_RotatedByNobodyOfStaff_IsRefused() =>
        Assert.Equal("forbidden", (await _keys.RotateAsync(ActorOf(await SignInAsync()), default)).Refusal?.Code);

    [Fact]
    public async Task Key_IsStoredSealed()
    {
        await _keys.CurrentAsync(default);
        await using var command = _postgres.Source.CreateCommand("SELECT count(*) FROM signing_keys WHERE position('\\x06082a8648ce3d030107'::bytea IN sealed) > 0");

        // The curve's own number stands in every plain private key.
        Assert.Equal(0L, await command.ExecuteScalarAsync());
    }

    public static TheoryData<string> Hostile => [.. s_hostile.Keys];

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Hostile_IsNobody(string attack)
    {
        var signedIn = await SignInAsync();
        var good = await _tokens.IssueAsync(signedIn, default);
        var key = (await _keys.CurrentAsync(default));

        var bad = s_hostile[attack](new Forge(good, key, _clock.GetUtcNow()));

        Assert.NotNull(await _tokens.ReadAsync(good, default));
        Assert.Null(await _tokens.ReadAsync(bad, default));
    }

    private static readonly Dictionary<string, Func<Forge, string>> s_hostile = new()
    {
        ["alg none, no signature"] = f => f.Parts(header: h => h["alg"] = "none", signature: ""),
        ["alg none, the old signature"] = f => f.Parts(header: h => h["alg"] = "none"),
        ["alg NoNe, signed all the same"] = f => f.Signed(header: h => h["alg"] = "NoNe"),
        ["HS256 over the public key"] = f => f.ByHmac(f.Jwk().X + f.Jwk().Y),
        ["HS256 over the public key, 64 bytes of signature"] = f => f.ByHmac(f.Jwk().X, twice: true),
        ["ES384 named, ES256 signed"] = f => f.Signed(header: h => h["alg"] = "ES384"),
        ["es256 in small letters"] = f => f.Signed(header: h => h["alg"] = "es256"),
        ["no alg"] = f => f.Signed(header: h => h.Remove("alg")),
        ["no typ"] = f => f.Signed(header: h => h.Remove("typ")),
        ["typ JWT"] = f => f.Signed(header: h => h["typ"] = "JWT"),
        ["no kid"] = f => f.Signed(header: h => h.Remove("kid")),
        ["unknown kid"] = f => f.Signed(header: h => h["kid"] = "00000000000000000000000000000000"),
        ["kid of a path"] = f => f.Signed(header: h => h["kid"] = "../../../dev/null"),
        ["kid of SQL"] = f => f.Signed(header: h => h["kid"] = "' OR 1=1 --"),
        ["kid of a number"] = f => f.Signed(header: h => h["kid"] = 1),
        ["a key of its own"] = f => f.Signed(header: h => h["jwk"] = JsonSerializer.SerializeToNode(f.Jwk())),
        ["an address of keys"] = f => f.Signed(header: h => h["jku"] = "https://evil.example/keys"),
        ["critical extension"] = f => f.Signed(header: h => h["crit"] = new JsonArray("exp")),
        ["unencoded payload"] = f => f.Signed(header: h => h["b64"] = false),
        ["zipped"] = f => f.Signed(header: h => h["zip"] = "DEF"),
        ["signed by another key"] = f => f.ByStranger(),
        ["another user, old signature"] = f => f.Parts(payload: p => p["sub"] = StrongId.New<UserId>(TimeProvider.System).ToString()),
        ["another user, signed"] = f => f.Signed(payload: p => p["sub"] = StrongId.New<UserId>(TimeProvider.System).ToString()),
        ["another session, old signature"] = f => f.Parts(payload: p => p["sid"] = StrongId.New<SessionId>(TimeProvider.System).ToString()),
        ["unknown session, signed"] = f => f.Signed(payload: p => p["sid"] = StrongId.New<SessionId>(TimeProvider.System).ToString()),
        ["no session"] = f => f.Signed(payload: p => p.Remove("sid")),
        ["no user"] = f => f.Signed(payload: p => p.Remove("sub")),
        ["no id"] = f => f.Signed(payload: p => p.Remove("jti")),
        ["wrong audience"] = f => f.Signed(payload: p => p["aud"] = "another-api"),
        ["audiences, ours among them"] = f => f.Signed(payload: p => p["aud"] = new JsonArray("another-api", AccessTokens.Audience)),
        ["no audience"] = f => f.Signed(payload: p => p.Remove("aud")),
        ["wrong issuer"] = f => f.Signed(payload: p => p["iss"] = "https://evil.example"),
        ["no issuer"] = f => f.Signed(payload: p => p.Remove("iss")),
        ["expired"] = f => f.Signed(payload: p => f.Times(p, -3600)),
        ["expired by 61 seconds"] = f => f.Signed(payload: p => f.Times(p, -900 - 61)),
        ["not yet valid"] = f => f.Signed(payload: p => p["nbf"] = f.Now + 61),
        ["issued in the future"] = f => f.Signed(payload: p => f.Times(p, 61)),
        ["no expiry"] = f => f.Signed(payload: p => p.Remove("exp")),
        ["no time of issue"] = f => f.Signed(payload: p => p.Remove("iat")),
        ["no time of beginning"] = f => f.Signed(payload: p => p.Remove("nbf")),
        ["a life too long"] = f => f.Signed(payload: p => p["exp"] = f.Now + 86_400),
        ["expiry in words"] = f => f.Signed(payload: p => p["exp"] = "never"),
        ["expiry beyond time"] = f => f.Signed(payload: p => p["exp"] = 1e300),
        ["expiry below nothing"] = f => f.Signed(payload: p => p["exp"] = -1),
        ["truncated"] = f => f.Good[..^1],
        ["without its signature"] = f => f.Good[..(f.Good.LastIndexOf('.') + 1)],
        ["one bit of the signature changed"] = f => f.Bitten(),
        ["signature of zeros"] = f => f.Parts(signature: Base64Url.EncodeToString(new byte[64])),
        ["signature in DER"] = f => f.InDer(),
        ["a fourth part"] = f => f.Good + ".e30",
        ["padded"] = f => f.Good + "=",
        ["a space before"] = f => " " + f.Good,
        ["a line's end within"] = f => f.Good.Insert(20, "\n"),
        ["huge"] = f => f.Signed(payload: p => p["x"] = new string('x', 100_000)),
        ["deeply nested"] = f => f.Raw(string.Concat(Enumerable.Repeat("{\"a\":", 500)) + "1" + new string('}', 500)),
        ["an array for claims"] = f => f.Raw("[]"),
        ["not JSON"] = f => f.Raw("synter"),
        ["not UTF-8"] = f => f.Raw([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
        ["empty"] = _ => "",
        ["dots"] = _ => "..",
    };

    private async Task<SignedIn> SignInAsync()
    {
        var actor = await _postgres.NewWorkspaceAsync();
        await using var context = _postgres.Database.Context(new Scope.System("test"));
        return (await _sessions.StartAsync(context, (await context.Users.FindAsync(actor.User))!, actor.Workspace, s_program, default))!.Value.SignedIn;
    }

    private SigningKeys NewKeys() => new(_postgres.Database, _trust.Sealer, _trust.Audit, _clock);

    private static Actor ActorOf(SignedIn signedIn) => new(signedIn.User, signedIn.Workspace, signedIn.Role, Via.Api, signedIn.Name, signedIn.IsStaff);

    private static JsonObject HeaderOf(string token) => JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[0]))!.AsObject();

    /// <summary>A workshop of bad tokens, with our own key at hand: what is signed rightly must still be refused for what it says.</summary>
    private sealed class Forge(string good, SigningKey key, DateTimeOffset now)
    {
        public string Good => good;

        public long Now => now.ToUnixTimeSeconds();

        public PublicJwk Jwk() => key.ToJwk();

        public string Signed(Action<JsonObject>? header = null, Action<JsonObject>? payload = null)
        {
            var (h, p) = Taken(header, payload);
            return key.Sign(JsonSerializer.SerializeToElement(h), JsonSerializer.SerializeToElement(p));
        }

        public string Parts(Action<JsonObject>? header = null, Action<JsonObject>? payload = null, string? signature = null)
        {
            var (h, p) = Taken(header, payload);
            return $"{Encode(h)}.{Encode(p)}.{signature ?? good.Split('.')[2]}";
        }

        public string Raw(string payload) => Raw(Encoding.UTF8.GetBytes(payload));

        public string Raw(byte[] payload) => $"{good.Split('.')[0]}.{Base64Url.EncodeToString(payload)}.{good.Split('.')[2]}";

        public string ByHmac(string secret, bool twice = false)
        {
            var (h, p) = Taken(header => header["alg"] = "HS256", null);
            var input = $"{Encode(h)}.{Encode(p)}";
            var mac = HMACSHA256.HashData(Encoding.ASCII.GetBytes(secret), Encoding.ASCII.GetBytes(input));
            return $"{input}.{Base64Url.EncodeToString(twice ? [.. mac, .. mac] : mac)}";
        }

        public string ByStranger()
        {
            using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var (h, p) = Taken(null, null);
            return CompactJws.Sign(JsonSerializer.SerializeToElement(h), JsonSerializer.SerializeToElement(p), stranger);
        }

        public string Bitten()
        {
            var signature = Base64Url.DecodeFromChars(good.Split('.')[2]);
            signature[10] ^= 1;
            return Parts(signature: Base64Url.EncodeToString(signature));
        }

        public string InDer()
        {
            var signature = Base64Url.DecodeFromChars(good.Split('.')[2]);
            return Parts(signature: Base64Url.EncodeToString([0x30, 0x44, 0x02, 0x20, .. signature[..32], 0x02, 0x20, .. signature[32..]]));
        }

        public void Times(JsonObject payload, long offset) =>
            (payload["iat"], payload["nbf"], payload["exp"]) = (Now + offset, Now + offset, Now + offset + 900);

        private (JsonObject Header, JsonObject Payload) Taken(Action<JsonObject>? header, Action<JsonObject>? payload)
        {
            var parts = good.Split('.');
            var (h, p) = (JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!.AsObject(), JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!.AsObject());
            header?.Invoke(h);
            payload?.Invoke(p);
            return (h, p);
        }

        private static string Encode(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
    }
}
