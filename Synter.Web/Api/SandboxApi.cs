using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Domain.Sandbox;
using Synter.Web.Api.Wire;
using Synter.Web.Features.Accounts;

namespace Synter.Web.Api;

/// <summary>What simulated providers received, and how they fail. The providers themselves are on a port of their own.</summary>
public static class SandboxApi
{
    public static void MapSandboxApi(this WebApplication app)
    {
        var sandbox = app.MapGroup("/sandbox").WithTags("Sandbox").Needs(Permission.UseSandbox);
        sandbox.MapGet("/requests", RequestsAsync).Says("listSandboxRequests", "What simulated providers received, in order").Produces<ListResponse<SandboxRequestResponse>>().ProducesProblem(403);
        sandbox.MapPut("/faults", PutFaultAsync).Says("putSandboxFault", "Say how the next answers of a simulated provider fail").Produces<SandboxFaultResponse>().ProducesProblem(403).ProducesProblem(422);
        sandbox.MapDelete("", ResetAsync).Says("resetSandbox", "Forget requests, posts and faults").Produces(204).ProducesProblem(403);
    }

    private static async Task<IResult> RequestsAsync(
        UseSandbox sandbox, HttpContext context, string? provider = null, long? since = null, int? limit = null, string? cursor = null) =>
        PageRequest.Create(limit, cursor).TryGet(out var page, out var refusal)
            ? (await sandbox.RequestsAsync(context.Actor(), provider, since, newestFirst: false, page, context.RequestAborted))
                .ToHttp(found => TypedResults.Ok(found.ToWire(SandboxRequestResponse.From)))
            : Problems.From(refusal);

    private static async Task<IResult> PutFaultAsync(SandboxFaultRequest request, UseSandbox sandbox, HttpContext context) =>
        SandboxFault.Create(request.Provider, request.Mode, request.Status, request.DelayMs, request.RetryAfterS, request.Times).TryGet(out var fault, out var refusal)
            ? (await sandbox.PutFaultAsync(context.Actor(), fault, context.RequestAborted)).ToHttp(put => TypedResults.Ok(SandboxFaultResponse.From(put)))
            : Problems.From(refusal);

    private static async Task<IResult> ResetAsync(UseSandbox sandbox, HttpContext context) =>
        (await sandbox.ResetAsync(context.Actor(), context.RequestAborted)).ToHttp();
}
