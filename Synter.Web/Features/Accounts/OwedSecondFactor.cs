using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Synter.Domain.Accounts;

namespace Synter.Web.Features.Accounts;

/// <summary>
/// Whoever owes the workspace a second factor is led to set one up, and gets through to nothing else that is not open to all. In
/// one place and before every endpoint: none can forget it.
/// </summary>
public sealed class OwedSecondFactor(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) => context.User.OwesSecondFactor() && IsClosed(context.GetEndpoint()) ? context.ForbidAsync() : next(context);

    private static bool IsClosed(Endpoint? endpoint) =>
        endpoint is not null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
        && !endpoint.Metadata.GetOrderedMetadata<NeedsAttribute>().Any(need => need.Permission == Permission.FinishSignIn);
}
