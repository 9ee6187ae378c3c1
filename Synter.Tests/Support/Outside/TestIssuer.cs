using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Synter.Tests.Support.Outside;

/// <summary>
/// A provider that says whatever a test wants said. The right way is tested with a provider that is not ours; this one is for
/// what no honest one would say.
/// </summary>
public sealed class TestIssuer : IAsyncDisposable
{
    public const string ClientId = "synter";
    public const string ClientSecret = "a secret between us";

    private readonly ConcurrentDictionary<string, (string Challenge, string IdToken)> _codes = new();
    private readonly WebApplication _app;
    private int _keysAsked;

    private TestIssuer(WebApplication app) => _app = app;

    public string Issuer => _app.Urls.Single();

    public List<ForeignKey> Keys { get; } = [ForeignKey.Rsa("first")];

    /// <summary>How often the keys were asked for.</summary>
    public int KeysAsked => _keysAsked;

    /// <summary>What the user's own document says; null: there is none.</summary>
    public JsonObject? UserInfo { get; set; }

    /// <summary>What the discovery document says beyond the usual, or in its place.</summary>
    public JsonObject Discovery { get; } = [];

    public static async Task<TestIssuer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var issuer = new TestIssuer(app);
        app.Run(issuer.AnswerAsync);
        await app.StartAsync();
        return issuer;
    }

    public JsonObject Claims(string nonce, string? email = null) => new()
    {
        ["iss"] = Issuer, ["aud"] = ClientId, ["sub"] = $"s{Guid.CreateVersion7():N}", ["email"] = email ?? Mailbox.NewAddress(), ["email_verified"] = true, ["name"] = "Ann",
        ["nonce"] = nonce, ["iat"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(), ["exp"] = TimeProvider.System.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds(),
    };

    /// <summary>What a provider does once its person has agreed: where the browser is sent back to.</summary>
    /// <param name="authorize">Where Synter sent the browser.</param>
    public Uri Agree(Uri authorize, Func<string, string> token)
    {
        var asked = QueryHelpers.ParseQuery(authorize.Query);
        var code = Guid.CreateVersion7().ToString("N");
        _codes[code] = (asked["code_challenge"]!, token(asked["nonce"]!));
        return new Uri(QueryHelpers.AddQueryString(asked["redirect_uri"]!, new Dictionary<string, string?> { ["code"] = code, ["state"] = asked["state"] }));
    }

    public Uri Agree(Uri authorize, Action<JsonObject>? change = null) => Agree(authorize, nonce =>
    {
        var claims = Claims(nonce);
        change?.Invoke(claims);
        return Keys[0].Sign(claims);
    });

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Keys.ForEach(key => key.Dispose());
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var answer = (context.Request.Method, context.Request.Path.Value) switch
        {
            ("GET", "/.well-known/openid-configuration") => Describe(),
            ("GET", "/keys") => KeysOnce(),
            ("GET", "/userinfo") => UserInfo,
            ("POST", "/token") => Trade(await context.Request.ReadFormAsync()),
            _ => null,
        };
        context.Response.StatusCode = answer is null ? 400 : 200;
        await context.Response.WriteAsJsonAsync(answer ?? new() { ["error"] = "invalid_grant" });
    }

    private JsonObject Describe()
    {
        var document = new JsonObject
        {
            ["issuer"] = Issuer, ["authorization_endpoint"] = $"{Issuer}/authorize", ["token_endpoint"] = $"{Issuer}/token", ["jwks_uri"] = $"{Issuer}/keys", ["userinfo_endpoint"] = $"{Issuer}/userinfo",
        };
        foreach (var (name, value) in Discovery) document[name] = value?.DeepClone();
        return document;
    }

    private JsonObject KeysOnce()
    {
        Interlocked.Increment(ref _keysAsked);
        return new() { ["keys"] = new JsonArray([.. Keys.Select(key => key.ToJwk())]) };
    }

    private JsonObject? Trade(IFormCollection form) =>
        form["client_id"] == ClientId && form["client_secret"] == ClientSecret && _codes.TryRemove(form["code"].ToString(), out var code)
        && code.Challenge == Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())))
            ? new() { ["access_token"] = "an access token", ["token_type"] = "Bearer", ["expires_in"] = 300, ["id_token"] = code.IdToken }
            : null;
}
