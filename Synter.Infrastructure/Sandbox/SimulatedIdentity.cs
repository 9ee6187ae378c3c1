using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Synter.Domain.Sandbox;
using Synter.Infrastructure.Accounts.Outside;
using Synter.Infrastructure.Accounts.Tokens;
using Synter.Infrastructure.Providers;

namespace Synter.Infrastructure.Sandbox;

/// <summary>
/// Plays a service to sign in with, so that its button can be tried with no account anywhere: it asks who one wants to be, and
/// vouches for it. Everything between it and Synter is as with a real one: the code, its proof key, the signed token.
/// </summary>
/// <remarks>What a code stands for is sealed in it, so that any process takes it; a real one would take it only once.</remarks>
internal sealed class SimulatedIdentity(IDataProtectionProvider protection, TimeProvider clock) : ISimulatedProvider
{
    private const string ClientId = "synter";
    private const string ClientSecret = "practice";
    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(5);
    private static readonly JsonSerializerOptions s_lower = new(JsonSerializerDefaults.Web);

    private readonly IDataProtector _codes = protection.CreateProtector("sandbox identity code");
    private readonly SigningKey _key = new("practice", ECDsa.Create(ECCurve.NamedCurves.nistP256), clock.GetUtcNow());

    /// <summary>It in place of Google.</summary>
    public static OutsideProvider Provider { get; } = new(
        OutsideProvider.Google, "Google (practice)", new Uri("urn:synter:practice"), ClientId, ClientSecret, ["openid", "email", "profile"], IsPractice: true);

    public string Key => SandboxProviders.Identity;

    public static OutsideEndpoints Endpoints(IProviderStandIn sandbox)
    {
        var at = sandbox.For(SandboxProviders.Identity) ?? throw new OutsideException("the sandbox is off");
        return new OutsideEndpoints(new Uri(at, "authorize"), new Uri(at, "token"), new Uri(at, "keys"), null);
    }

    public Task<SimulatedAnswer> AnswerAsync(ReceivedRequest request, SandboxPosts posts, CancellationToken cancellationToken) => Task.FromResult(
        (request.Method, request.Segments) switch
        {
            ("GET", ["authorize"]) when IsOurs(request) => SimulatedAnswer.Page(IdentityPage.Write(request.Query)),
            ("GET", ["continue"]) when IsOurs(request) => Continue(request),
            ("POST", ["token"]) => Trade(request),
            ("GET", ["keys"]) => SimulatedAnswer.Of(200, new JsonObject { ["keys"] = new JsonArray(JsonSerializer.SerializeToNode(_key.ToJwk(), s_lower)) }),
            _ => Refusal(400, "invalid_request", "There is nothing at this address, or Synter did not lead here."),
        });

    public SimulatedAnswer Failure(int status, TimeSpan? retryAfter, DateTimeOffset now)
    {
        var answer = Refusal(status, status >= 500 ? "server_error" : "temporarily_unavailable", "The sandbox was told to fail.");
        return retryAfter is { } wait ? answer.With("Retry-After", wait.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)) : answer;
    }

    /// <summary>It leads back to this machine alone.</summary>
    private static bool IsOurs(ReceivedRequest request) =>
        request.Query.GetValueOrDefault("client_id") == ClientId
        && Uri.TryCreate(request.Query.GetValueOrDefault("redirect_uri"), UriKind.Absolute, out var back) && back.IsLoopback
        && request.Query.GetValueOrDefault("code_challenge_method") == "S256";

    private SimulatedAnswer Continue(ReceivedRequest request)
    {
        var query = request.Query;
        var back = query["redirect_uri"];
        var state = query.GetValueOrDefault("state") ?? "";
        if (query.GetValueOrDefault("act") == "cancel") return SimulatedAnswer.Redirect(With(back, ("error", "access_denied"), ("state", state)));

        var code = new Code(
            query.GetValueOrDefault("email") ?? "", query.GetValueOrDefault("name") ?? "", query.ContainsKey("verified"), query.GetValueOrDefault("nonce") ?? "",
            query.GetValueOrDefault("code_challenge") ?? "", back, request.At + CodeLife);
        return SimulatedAnswer.Redirect(With(back, ("code", _codes.Protect(JsonSerializer.Serialize(code))), ("state", state)));
    }

    private SimulatedAnswer Trade(ReceivedRequest request)
    {
        var given = request.Parameters;
        if (given.GetValueOrDefault("client_id") != ClientId || given.GetValueOrDefault("client_secret") != ClientSecret) return Refusal(401, "invalid_client", "This is not Synter.");
        if (Read(given.GetValueOrDefault("code")) is not { } code || code.Until < request.At || code.RedirectUri != given.GetValueOrDefault("redirect_uri")
            || code.Challenge != Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(given.GetValueOrDefault("code_verifier") ?? ""))))
            return Refusal(400, "invalid_grant", "The code is too old, or another's.");

        var now = request.At.ToUnixTimeSeconds();
        var idToken = _key.Sign(
            JsonSerializer.SerializeToElement(new { alg = CompactJws.Algorithm, typ = "JWT", kid = _key.Id }),
            JsonSerializer.SerializeToElement(new
            {
                iss = Provider.IssuerText,
                aud = ClientId,
                sub = SimulatedAccount.Of(code.Email.ToUpperInvariant()).Id,
                email = code.Email,
                email_verified = code.IsVerified,
                name = code.Name,
                nonce = code.Nonce,
                iat = now,
                exp = now + (long)TokenLife.TotalSeconds,
            }));
        return SimulatedAnswer.Of(200, new JsonObject
        {
            ["access_token"] = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)), ["token_type"] = "Bearer", ["expires_in"] = (int)TokenLife.TotalSeconds, ["id_token"] = idToken,
        });
    }

    private Code? Read(string? sealedCode)
    {
        try
        {
            return sealedCode is null ? null : JsonSerializer.Deserialize<Code>(_codes.Unprotect(sealedCode));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string With(string address, params (string Name, string Value)[] values) =>
        QueryHelpers.AddQueryString(address, values.Select(value => KeyValuePair.Create(value.Name, (string?)value.Value)));

    private static SimulatedAnswer Refusal(int status, string error, string description) =>
        SimulatedAnswer.Of(status, new JsonObject { ["error"] = error, ["error_description"] = description });

    private sealed record Code(string Email, string Name, bool IsVerified, string Nonce, string Challenge, string RedirectUri, DateTimeOffset Until);
}
