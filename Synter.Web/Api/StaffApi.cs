using Synter.Domain.Accounts;
using Synter.Infrastructure.Accounts;
using Synter.Web.Api.Wire;
using Synter.Web.Features.Accounts;

namespace Synter.Web.Api;

/// <summary>What the operators of the service do above all workspaces.</summary>
public static class StaffApi
{
    public static void MapStaffApi(this WebApplication app) =>
        app.MapPost("/api/v1/staff/workspaces", CreateWorkspaceAsync).Says("createWorkspace", "Make a workspace with its first admin")
            .Needs(Permission.OperateService).WithIdempotency().WithTags("Staff").Produces<NewWorkspaceResponse>(201).ProducesProblem(409).ProducesProblem(422);

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
