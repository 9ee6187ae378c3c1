using Synter.Domain.Accounts;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Web.Api.Wire;
using Synter.Web.Features.Accounts;

namespace Synter.Web.Api;

/// <summary>Single changes, and a person's word on those nobody could tell about.</summary>
public static class EffectsApi
{
    private static readonly Refusal NoSuchEffect = Refusals.NotFound("change");

    public static void MapEffectsApi(this WebApplication app)
    {
        var effects = app.MapGroup("/api/v1/effects").WithTags("Effects");
        effects.MapGet("/{id}", FindAsync).Says("getEffect", "Read one effect and what came of it").Produces<EffectResponse>().ProducesProblem(404);
        effects.MapPost("/{id}/resolve", ResolveAsync).Needs(Permission.ReviewProposals).Says("resolveEffect", "Say what came of an effect that nobody could tell about").WithIdempotency()
            .Produces<ResolveResponse>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }

    private static async Task<IResult> FindAsync(string id, IGateQueries queries, HttpContext context) =>
        StrongId.TryParse<EffectId>(id, out var effect)
        && await queries.FindEffectAsync(context.Actor().Workspace, effect, context.RequestAborted) is { } found
            ? TypedResults.Ok(EffectResponse.From(found))
            : Problems.From(NoSuchEffect);

    private static async Task<IResult> ResolveAsync(string id, ResolveRequest request, ResolveEffect resolve, HttpContext context)
    {
        if (!StrongId.TryParse<EffectId>(id, out var effect))
        {
            return Problems.From(NoSuchEffect);
        }

        var outcome = request.Outcome == ResolvedOutcome.Executed ? EffectState.Executed : EffectState.Failed;
        return (await resolve.ExecuteAsync(context.Actor(), effect, outcome, request.Note, context.RequestAborted))
            .ToHttp(resolved => TypedResults.Ok(ResolveResponse.From(resolved)));
    }
}
