using Synter.Domain.Accounts;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Web.Api.Wire;
using Synter.Web.Features.Accounts;

namespace Synter.Web.Api;

/// <summary>Who did what to which thing, and the proof that nobody has rewritten it.</summary>
public static class AuditApi
{
    public static void MapAuditApi(this WebApplication app)
    {
        var audit = app.MapGroup("/api/v1/audit").WithTags("Audit");
        audit.MapGet("", ListAsync).Says("searchAudit", "Search the audit by correlation id, actor or kind").Produces<ListResponse<AuditEntryResponse>>().ProducesProblem(400).ProducesProblem(422);
        audit.MapGet("/kinds", async (IAuditQueries queries, HttpContext context) =>
            TypedResults.Ok(new ListResponse<string>(await queries.KindsAsync(context.Actor(), context.RequestAborted), null))).Says("listAuditKinds", "List the kinds of entries that occur");
        audit.MapGet("/verify", VerifyAsync).Says("verifyAudit", "Walk the audit chain and say whether it is whole").Produces<ChainResponse>();
        audit.MapPost("/{seq:long}/erase-details", async (long seq, EraseDetailsRequest request, EraseDetails erase, HttpContext context) =>
            (await erase.ExecuteAsync(context.Actor(), seq, request.Reason, context.RequestAborted)).ToHttp()).Needs(Permission.EraseAuditDetails).Says("eraseAuditDetails", "Erase the details of one entry; its digest stays in the chain")
            .WithIdempotency().Produces(204).ProducesProblem(403).ProducesProblem(404);
    }

    private static async Task<IResult> ListAsync(
        string? correlation_id, string? actor, string? kind, string? subject, DateTimeOffset? from, DateTimeOffset? to, int? limit, string? cursor,
        IAuditQueries queries, HttpContext context)
    {
        if (!PageRequest.Create(limit, cursor).TryGet(out var page, out var refusal))
        {
            return Problems.From(refusal);
        }

        var filter = new AuditFilter(Given(correlation_id), Given(actor), Given(kind), Given(subject), from, to);
        var found = await queries.ListAsync(context.Actor(), filter, page, context.RequestAborted);
        return TypedResults.Ok(found.ToWire(AuditEntryResponse.From));
    }

    private static async Task<IResult> VerifyAsync(IAuditQueries queries, HttpContext context)
    {
        var report = await queries.VerifyAsync(context.Actor(), context.RequestAborted);
        return TypedResults.Ok(new ChainResponse(report.Ok, report.Entries, report.FirstBroken));
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
