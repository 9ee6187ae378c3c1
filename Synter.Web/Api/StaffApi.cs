using Synter.Domain.Accounts;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Accounts.Tokens;
using Synter.Web.Api.Wire;
using Synter.Web.Features.Accounts;

namespace Synter.Web.Api;

/// <summary>What the operators of the service do above all workspaces.</summary>
public static class StaffApi
{
    public static void MapStaffApi(this WebApplication app)
    {
        var staff = app.MapGroup("/api/v1/staff").WithTags("Staff").Needs(Permission.OperateService);
        staff.MapPost("/workspaces", CreateWorkspaceAsync).Says("createWorkspace", "Make a workspace with its first admin")
            .WithIdempotency().Produces<NewWorkspaceResponse>(201).ProducesProblem(409).ProducesProblem(422);
        staff.MapPost("/signing-keys", RotateKeyAsync).Says("rotateSigningKey", "Sign access tokens with a new key from now on")
            .WithIdempotency().Produces<SigningKeyResponse>(201);
    }

    private static async Task<IResult> RotateKeyAsync(SigningKeys keys, HttpContext context) =>
        (await keys.RotateAsync(context.Actor(), context.RequestAborted)).ToHttp(id => TypedResults.Json(new SigningKeyResponse(id), statusCode: StatusCodes.Status201Created));

    private static async Task<IResult> CreateWorkspaceAsync(NewWorkspaceRequest request, CreateWorkspace create, HttpContext context)
    {
        var wanted = new NewWorkspace(request.Slug, request.Name, request.TimeZone, request.Admin.Email, request.Admin.Password);
        return (await create.ExecuteAsync(context.Actor(), wanted, context.RequestAborted)).ToHttp(made => TypedResults.Json(
            new NewWorkspaceResponse(
                new WorkspaceResponse(made.Workspace.Id, made.Workspace.Slug, made.Workspace.Name, made.Workspace.TimeZone),
                new NewAdminResponse(made.Admin.Id, made.Admin.Email!)),
            statusCode: StatusCodes.Status201Created));
    }
}
