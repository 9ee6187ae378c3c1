using System.Text.Json;
using System.Text.Json.Nodes;
using Synter.Infrastructure.Accounts.Outside;
using Synter.Tests.Support.Outside;

namespace Synter.Tests.Accounts.Outside;

/// <summary>One right token, and all that is only nearly so.</summary>
public sealed class IdTokenTests(IdTokenTests.Pairs pairs) : IClassFixture<IdTokenTests.Pairs>
{
    private const string Nonce = "the nonce of this sign-in";
    private const string AccessToken = "an access token";

    private static readonly DateTimeOffset s_now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly OutsideProvider s_provider = new("oidc", "Acme", new Uri("https://id.example"), "synter", "secret", ["openid"]);

    private readonly ForeignKey _rsa = pairs.Rsa;
    private readonly ForeignKey _curve = pairs.Curve;

    [Fact]
    public void Read_SignedWithRsa_OrOnTheCurve_IsBelieved()
    {
        foreach (var key in new[] { _rsa, _curve })
        {
            var person = Read(key.Sign(Claims()));

            Assert.Equal(new OutsideIdentity("17", "ann@example.com", true, "Ann"), person);
        }
    }

    [Theory]
    [InlineData("aud", """["synter"]""")]
    [InlineData("exp", "1772366341")]
    [InlineData("iat", "1772366459")]
    [InlineData("nbf", "1772366459")]
    [InlineData("azp", "\"synter\"")]
    [InlineData("at_hash", "\"FPlcM-1UXiivOYozpUrp7Q\"")]
    [InlineData("email_verified", "\"true\"")]
    public void Read_AtTheEdge_IsBelieved(string claim, string json) => Assert.Equal("17", Read(_rsa.Sign(Claims(claim, json))).Subject);

    [Theory]
    [InlineData("iss", "\"https://id.example/\"")]
    [InlineData("iss", "\"https://other.example\"")]
    [InlineData("iss", null)]
    [InlineData("aud", "\"another\"")]
    [InlineData("aud", """["another"]""")]
    [InlineData("aud", """["synter","another"]""")]
    [InlineData("aud", "17")]
    [InlineData("aud", null)]
    [InlineData("azp", "\"another\"")]
    [InlineData("azp", "17")]
    [InlineData("exp", "1772366339")]
    [InlineData("exp", "\"1772366999\"")]
    [InlineData("exp", null)]
    [InlineData("iat", "1772366461")]
    [InlineData("iat", null)]
    [InlineData("nbf", "1772366461")]
    [InlineData("nbf", "\"soon\"")]
    [InlineData("nonce", "\"another\"")]
    [InlineData("nonce", null)]
    [InlineData("sub", null)]
    [InlineData("sub", "\"\"")]
    [InlineData("sub", "17")]
    [InlineData("at_hash", "\"AAAAAAAAAAAAAAAAAAAAAA\"")]
    public void Read_WrongClaim_IsNotBelieved(string claim, string? json) => AssertRefused(_rsa.Sign(Claims(claim, json)));

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("PS256")]
    [InlineData("RS512")]
    public void Read_AnotherAlgorithm_IsNotBelieved(string algorithm)
    {
        AssertRefused(_rsa.Sign(Claims(), Header("r", algorithm), algorithm));
        // It may also lie about it.
        AssertRefused(_rsa.Sign(Claims(), Header("r", "RS256"), algorithm));
        AssertRefused(_rsa.Sign(Claims(), Header("r", algorithm), "RS256"));
    }

    [Fact]
    public void Read_KeyOfAnotherKind_IsNotBelieved()
    {
        AssertRefused(_curve.Sign(Claims(), Header("r", "ES256")));
        AssertRefused(_rsa.Sign(Claims(), Header("e", "RS256")));
    }

    [Fact]
    public void Read_UnknownOrNoKey_IsNotBelieved()
    {
        AssertRefused(_rsa.Sign(Claims(), Header("x", "RS256")));
        AssertRefused(_rsa.Sign(Claims(), new() { ["alg"] = "RS256" }));
    }

    [Fact]
    public void Read_OtherKindOfToken_OrWithExtensions_IsNotBelieved()
    {
        AssertRefused(_rsa.Sign(Claims(), new() { ["alg"] = "RS256", ["kid"] = "r", ["typ"] = "at+jwt" }));
        AssertRefused(_rsa.Sign(Claims(), new() { ["alg"] = "RS256", ["kid"] = "r", ["crit"] = new JsonArray("exp") }));
    }

    [Fact]
    public void Read_OwnKeyInTheHeader_IsNotFollowed()
    {
        using var attacker = ForeignKey.Rsa("r");
        AssertRefused(attacker.Sign(Claims(), new() { ["alg"] = "RS256", ["kid"] = "r", ["jwk"] = attacker.ToJwk(), ["jku"] = "https://evil.example/keys" }));
    }

    [Fact]
    public void Read_AlteredAnywhere_IsNotBelieved()
    {
        var token = _rsa.Sign(Claims());
        for (var i = 0; i < token.Length; i += 7)
        {
            var altered = token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..];
            AssertRefused(altered);
        }

        AssertRefused(token[..^10]);
        AssertRefused(token + ".");
        AssertRefused(new string('a', IdToken.LongestToken + 1));
    }

    [Fact]
    public void Read_SubjectOfAnotherToken_IsNotBelieved()
    {
        var parts = _rsa.Sign(Claims()).Split('.');
        var other = _rsa.Sign(Claims("sub", "\"18\"")).Split('.');
        AssertRefused($"{parts[0]}.{other[1]}.{parts[2]}");
    }

    [Fact]
    public void ReadAll_KeysOfUseToNobody_AreLeftOut()
    {
        using var small = ForeignKey.Rsa("small", 1024);
        var forEncryption = _rsa.ToJwk();
        forEncryption["use"] = "enc";
        var forAnother = _rsa.ToJwk();
        forAnother["alg"] = "RS512";
        var offTheCurve = _curve.ToJwk();
        offTheCurve["y"] = offTheCurve["x"]!.DeepClone();
        var secret = new JsonObject { ["kty"] = "oct", ["kid"] = "o", ["k"] = "c2VjcmV0" };

        Assert.Empty(Keys(small.ToJwk(), forEncryption, forAnother, offTheCurve, secret));
        Assert.Throws<JsonException>(() => JsonWebKey.ReadAll("[]"u8.ToArray()));
    }

    private static JsonObject Claims(string? claim = null, string? json = null)
    {
        var claims = new JsonObject
        {
            ["iss"] = "https://id.example", ["aud"] = "synter", ["sub"] = "17", ["nonce"] = Nonce, ["iat"] = s_now.ToUnixTimeSeconds(), ["exp"] = s_now.ToUnixTimeSeconds() + 300,
            ["email"] = "ann@example.com", ["email_verified"] = true, ["name"] = "Ann",
        };
        if (claim is null) return claims;
        if (json is null) claims.Remove(claim);
        else claims[claim] = JsonNode.Parse(json);
        return claims;
    }

    private static JsonObject Header(string key, string algorithm) => new() { ["alg"] = algorithm, ["kid"] = key };

    private static IReadOnlyList<JsonWebKey> Keys(params JsonObject[] keys) =>
        JsonWebKey.ReadAll(JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["keys"] = new JsonArray([.. keys]) }));

    private OutsideIdentity Read(string token)
    {
        var parsed = IdToken.Parse(token);
        var key = Keys(_rsa.ToJwk(), _curve.ToJwk()).FirstOrDefault(key => key.Id == parsed.HeaderText("kid"));
        return IdToken.Read(parsed, key, s_provider, Nonce, AccessToken, s_now);
    }

    private void AssertRefused(string token) => Assert.Throws<OutsideException>(() => Read(token));

    /// <summary>Made once: to find an RSA pair takes longer than all that is asked of it.</summary>
    public sealed class Pairs : IDisposable
    {
        public ForeignKey Rsa { get; } = ForeignKey.Rsa("r");

        public ForeignKey Curve { get; } = ForeignKey.P256("e");

        public void Dispose()
        {
            Rsa.Dispose();
            Curve.Dispose();
        }
    }
}
