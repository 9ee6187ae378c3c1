using Microsoft.AspNetCore.Authorization;
using Synter.Domain.Accounts;

namespace Synter.Web.Features.Accounts;

/// <summary>What a page or an endpoint asks of whoever opens it. Use cases ask again: hiding a button is not authorisation.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class NeedsAttribute(Permission permission) : AuthorizeAttribute(permission.ToString())
{
    public Permission Permission { get; } = permission;
}

public static class NeedsExtensions
{
    /// <summary>Only for those who have the permission. What a group needs holds for each of its endpoints too.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder builder, Permission permission) where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(new NeedsAttribute(permission));
}
