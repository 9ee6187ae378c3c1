using Microsoft.AspNetCore.Mvc;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Web.Api.Wire;
using Synter.Web.Features.Accounts;

namespace Synter.Web.Api;

/// <summary>What the gate said no to, and why.</summary>
public static class DenialsApi
{
    public static void MapDenialsApi(this WebApplication app) =>
        app.MapGet("/api/v1/denials", ListAsync).Says("listDenials", "Search what the gate denied").WithTags("Denials").Produces<ListResponse<DenialResponse>>().ProducesProblem(422);

    private static async Task<IResult> ListAsync(
        [FromQuery(Name = "correlation_id")] string? correlationId, [FromQuery(Name = "deliverable_id")] string? deliverableId, string? code,
        int? limit, string? cursor, IGateQueries queries, HttpContext context)
    {
        if (!PageRequest.Create(limit, cursor).TryGet(out var page, out var refusal))
        {
            return Problems.From(refusal);
        }

        DeliverableId? deliverable = null;
        if (!string.IsNullOrEmpty(deliverableId))
        {
            if (!StrongId.TryParse<DeliverableId>(deliverableId, out var parsed))
            {
                return Problems.From(Refusals.Invalid(new FieldError("/deliverable_id", "This is no deliverable's id.")));
            }

            deliverable = parsed;
        }

        var filter = new DenialFilter(
            Correlation: string.IsNullOrEmpty(correlationId) ? null : new CorrelationId(correlationId), Deliverable: deliverable, Code: code);
        var found = await queries.DenialsAsync(context.Actor().Workspace, filter, page, context.RequestAborted);
        return TypedResults.Ok(found.ToWire(DenialResponse.From));
    }
}
