using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;
using Synter.Web.Api.Wire;
using Synter.Web.Features.Accounts;

namespace Synter.Web.Api;

/// <summary>Secrets on their way in; out come only references. Two doors, as seed 3 names them, to one vault.</summary>
public static class CredentialsApi
{
    public static void MapCredentialsApi(this WebApplication app)
    {
        var platforms = app.MapGroup("/api/cp/platform-credentials").WithTags("Credentials");
        platforms.MapPut("", PutPlatformAsync).Needs(Permission.ManageCredentials).Says("putPlatformCredential", "Store a platform credential; its secret is never read back").Produces<PlatformCredentialResponse>().ProducesProblem(422);
        platforms.MapGet("", ListPlatformsAsync).Says("listPlatformCredentials", "List platform credentials, without secrets").Produces<ListResponse<PlatformCredentialResponse>>();
        platforms.MapPost("/{credentialRef}/test", (string credentialRef, TestCredential test, HttpContext context) =>
            TestAsync(credentialRef, test, context, PlatformCredentialResponse.From)).Needs(Permission.TestCredentials)
            .Says("testPlatformCredential", "Ask the platform whether a credential works").WithIdempotency().Produces<PlatformCredentialResponse>().ProducesProblem(404);
        platforms.MapDelete("/{credentialRef}", RevokeAsync).Needs(Permission.ManageCredentials).Says("revokePlatformCredential", "Revoke a platform credential").Produces(204).ProducesProblem(404);

        var exchanges = app.MapGroup("/api/cp/exchange-setup").WithTags("Credentials");
        exchanges.MapPut("", PutExchangeAsync).Needs(Permission.ManageCredentials).Says("putExchangeSetup", "Store an exchange credential with its risk limits").Produces<ExchangeSetupResponse>().ProducesProblem(422);
        exchanges.MapGet("", ListExchangesAsync).Says("listExchangeSetups", "List exchange credentials, without secrets").Produces<ListResponse<ExchangeSetupResponse>>();
        exchanges.MapPost("/{credentialRef}/test", (string credentialRef, TestCredential test, HttpContext context) =>
            TestAsync(credentialRef, test, context, ExchangeSetupResponse.From)).Needs(Permission.TestCredentials)
            .Says("testExchangeSetup", "Ask the exchange whether a credential works").WithIdempotency().Produces<ExchangeSetupResponse>().ProducesProblem(404);
        exchanges.MapDelete("/{credentialRef}", RevokeAsync).Needs(Permission.ManageCredentials).Says("revokeExchangeSetup", "Revoke an exchange credential").Produces(204).ProducesProblem(404);
    }

    private static async Task<IResult> PutPlatformAsync(PutPlatformCredentialRequest request, StoreCredential store, HttpContext context)
    {
        var identity = string.IsNullOrWhiteSpace(request.PostingIdentity) ? null : request.PostingIdentity.Trim();
        var credential = new NewCredential(CredentialKind.Platform, request.Platform, identity, new Secret(request.Secret));
        return (await store.ExecuteAsync(context.Actor(), credential, context.RequestAborted))
            .ToHttp(stored => TypedResults.Ok(PlatformCredentialResponse.From(stored)));
    }

    private static async Task<IResult> PutExchangeAsync(PutExchangeSetupRequest request, StoreCredential store, HttpContext context)
    {
        var secret = new Secret(new Dictionary<string, string> { ["api_key"] = request.ApiKey, ["api_secret"] = request.ApiSecret });
        var credential = new NewCredential(CredentialKind.Exchange, request.ExchangeProvider, null, secret, request.RiskLimits);
        return (await store.ExecuteAsync(context.Actor(), credential, context.RequestAborted))
            .ToHttp(stored => TypedResults.Ok(ExchangeSetupResponse.From(stored)));
    }

    private static Task<IResult> ListPlatformsAsync(
        string? platform, int? limit, string? cursor, ICredentialDirectory directory, HttpContext context) =>
        ListAsync(CredentialKind.Platform, platform, limit, cursor, directory, context, PlatformCredentialResponse.From);

    private static Task<IResult> ListExchangesAsync(int? limit, string? cursor, ICredentialDirectory directory, HttpContext context) =>
        ListAsync(CredentialKind.Exchange, null, limit, cursor, directory, context, ExchangeSetupResponse.From);

    private static async Task<IResult> ListAsync<TWire>(
        CredentialKind kind, string? provider, int? limit, string? cursor, ICredentialDirectory directory, HttpContext context,
        Func<CredentialSummary, TWire> wire) =>
        PageRequest.Create(limit, cursor).TryGet(out var page, out var refusal)
            ? TypedResults.Ok((await directory.ListAsync(context.Actor().Workspace, kind, provider, page, context.RequestAborted)).ToWire(wire))
            : Problems.From(refusal);

    private static async Task<IResult> TestAsync<TWire>(
        string credentialRef, TestCredential test, HttpContext context, Func<CredentialSummary, TWire> wire) =>
        StrongId.TryParse<CredentialRef>(credentialRef, out var credential)
            ? (await test.ExecuteAsync(context.Actor(), credential, context.RequestAborted)).ToHttp(tested => TypedResults.Ok(wire(tested)))
            : Problems.From(VaultErrors.NotFound);

    private static async Task<IResult> RevokeAsync(string credentialRef, RevokeCredential revoke, HttpContext context) =>
        StrongId.TryParse<CredentialRef>(credentialRef, out var credential)
            ? (await revoke.ExecuteAsync(context.Actor(), credential, context.RequestAborted)).ToHttp()
            : Problems.From(VaultErrors.NotFound);
}
