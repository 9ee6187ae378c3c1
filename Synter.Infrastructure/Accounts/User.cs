using Microsoft.AspNetCore.Identity;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Accounts;

/// <summary>A person who signs in. What they may do is said by their memberships.</summary>
public sealed class User : IdentityUser<UserId>
{
    /// <summary>For people and for the audit.</summary>
    public string Name { get; set; } = "";

    /// <summary>An operator of the service, above all workspaces.</summary>
    public bool IsStaff { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
