using Microsoft.AspNetCore.Http.HttpResults;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Accounts.Outside;
using Synter.Web.Api.Wire;
using Synter.Web.Features.Accounts;
using Synter.Web.Features.Accounts.Outside;

namespace Synter.Web.Api;

/// <summary>
/// Signing in by way of another service, and the accounts that were linked so. Where such a service sends the browser back to,
/// <c>/auth/google/callback</c>, is answered by its scheme and is no endpoint.
/// </summary>
public static class OutsideApi
{
    public static void MapOutsideApi(this WebApplication app)
    {
        foreach (var key in new[] { OutsideProvider.Google, OutsideProvider.Oidc })
        {
            app.MapGet($"/auth/{key}", (string? returnUrl, string? workspace, string? connect, OutsideProviders providers, ConnectTickets tickets, SignInThrottle throttle, ILogger<OutsideHandler> log, HttpContext context) =>
                OutsideSignIn.LeadAsync(key, returnUrl, workspace, connect, providers, tickets, throttle, log, context)).AllowAnonymous().ExcludeFromDescription();
        }

        var linked = app.MapGroup("/auth/linked-accounts").WithTags("Sign-in").Needs(Permission.KeepOwnAccount);
        linked.MapGet("", ListAsync).Says("listLinkedAccounts", "My accounts at other services").Produces<ListResponse<LinkedAccountResponse>>();
        linked.MapDelete("/{id}", UnlinkAsync).Says("unlinkAccount", "Part with an account at another service, within ten minutes of signing in").Produces(204).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<Ok<ListResponse<LinkedAccountResponse>>> ListAsync(LinkedAccounts accounts, HttpContext context) => TypedResults.Ok(
        new ListResponse<LinkedAccountResponse>([.. (await accounts.ListAsync(context.Actor(), context.RequestAborted)).Select(LinkedAccountResponse.From)], null));

    private static async Task<IResult> UnlinkAsync(string id, LinkedAccounts accounts, HttpContext context) =>
        context.User.SessionId() is not { } session ? Problems.From(Errors.SessionRequired)
        : StrongId.TryParse<OauthAccountId>(id, out var account) ? (await accounts.UnlinkAsync(context.Actor(), session, account, context.Caller(Via.Api), context.RequestAborted)).ToHttp()
        : Problems.From(Refusals.NotFound("linked account"));
}
