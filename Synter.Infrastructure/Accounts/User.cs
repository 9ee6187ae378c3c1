using Microsoft.AspNetCore.Identity;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Accounts;

/// <summary>A person who signs in. What they may do is said by their memberships.</summary>
public sealed class User : IdentityUser<UserId>
{
    public const int LongestName = 128;

    /// <summary>For people and for the audit.</summary>
    public string Name { get; set; } = "";

    /// <summary>An operator of the service, above all workspaces.</summary>
    public bool IsStaff { get; set; }

    /// <summary>False once no workspace lets them in any more: nothing signs them in then.</summary>
    public bool IsActive { get; set; } = true;

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When the row last changed; kept by the database.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    public MailRecipient AsRecipient() => new(Id, Email!, Name);
}
