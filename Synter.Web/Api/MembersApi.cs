using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts.Factors;
using Synter.Infrastructure.Accounts.Members;
using Synter.Web.Api.Wire;
using Synter.Web.Features.Accounts;

namespace Synter.Web.Api;

/// <summary>The people of a workspace, for its admins.</summary>
public static class MembersApi
{
    public static void MapMembersApi(this WebApplication app)
    {
        var members = app.MapGroup("/api/v1/members").WithTags("Members").Needs(Permission.ManageMembers);
        members.MapGet("", ListAsync).Says("listMembers", "Who is in this workspace").Produces<ListResponse<MemberResponse>>().ProducesProblem(422);
        members.MapPut("/{id}/role", (string id, ChangeRoleRequest request, Memberships memberships, HttpContext context) =>
                ActAsync(id, (actor, user, cancellation) => memberships.ChangeRoleAsync(actor, user, request.Role, cancellation), context))
            .Says("changeMemberRole", "Give a member another role").Produces(204).ProducesProblem(404).ProducesProblem(409);
        members.MapPost("/{id}/deactivate", (string id, Memberships memberships, HttpContext context) => ActAsync(id, memberships.DeactivateAsync, context))
            .Says("deactivateMember", "Shut a member out").WithIdempotency().Produces(204).ProducesProblem(404).ProducesProblem(409);
        members.MapPost("/{id}/reactivate", (string id, Memberships memberships, HttpContext context) => ActAsync(id, memberships.ReactivateAsync, context))
            .Says("reactivateMember", "Let a member in again").WithIdempotency().Produces(204).ProducesProblem(404);
        members.MapPost("/{id}/sign-out", (string id, Memberships memberships, HttpContext context) => ActAsync(id, memberships.SignOutAsync, context))
            .Says("signOutMember", "End all sessions of a member in this workspace").WithIdempotency().Produces(204).ProducesProblem(404);
        members.MapPost("/{id}/reset-second-factor", (string id, ResetSecondFactor reset, HttpContext context) => ActAsync(id, reset.ExecuteAsync, context))
            .Says("resetSecondFactor", "Take the second factor from a member who has lost it").WithIdempotency().Produces(204).ProducesProblem(404).ProducesProblem(409);

        var invitations = app.MapGroup("/api/v1/invitations").WithTags("Members").Needs(Permission.ManageMembers);
        invitations.MapGet("", InvitationsAsync).Says("listInvitations", "Who was asked in and has not come yet").Produces<ListResponse<InvitationResponse>>();
        invitations.MapPost("", InviteAsync).Says("inviteMember", "Ask somebody in").WithIdempotency().Produces<InvitedResponse>(201).ProducesProblem(409).ProducesProblem(422);
        invitations.MapDelete("/{id}", WithdrawAsync).Says("withdrawInvitation", "Take an invitation back").Produces(204).ProducesProblem(404);
    }

    private static async Task<IResult> ListAsync(string? search, int? limit, string? cursor, MemberQueries members, HttpContext context) =>
        PageRequest.Create(limit, cursor).TryGet(out var page, out var refusal)
            ? TypedResults.Ok((await members.ListAsync(context.Actor(), search, page, context.RequestAborted)).ToWire(MemberResponse.From))
            : Problems.From(refusal);

    private static async Task<IResult> ActAsync(string id, Func<Actor, UserId, CancellationToken, Task<Result<Done>>> act, HttpContext context) =>
        StrongId.TryParse<UserId>(id, out var user)
            ? (await act(context.Actor(), user, context.RequestAborted)).ToHttp()
            : Problems.From(Refusals.NotFound("member"));

    private static async Task<IResult> InvitationsAsync(MemberQueries members, HttpContext context)
    {
        var lines = await members.InvitationsAsync(context.Actor(), context.RequestAborted);
        return TypedResults.Ok(new ListResponse<InvitationResponse>([.. lines.Select(InvitationResponse.From)], null));
    }

    private static async Task<IResult> InviteAsync(InviteRequest request, Memberships memberships, HttpContext context) =>
        (await memberships.InviteAsync(context.Actor(), request.Email, request.Role, context.RequestAborted))
            .ToHttp(id => TypedResults.Json(new InvitedResponse(id), statusCode: StatusCodes.Status201Created));

    private static async Task<IResult> WithdrawAsync(string id, Memberships memberships, HttpContext context) =>
        StrongId.TryParse<InvitationId>(id, out var invitation)
            ? (await memberships.WithdrawAsync(context.Actor(), invitation, context.RequestAborted)).ToHttp()
            : Problems.From(Refusals.NotFound("invitation"));
}
