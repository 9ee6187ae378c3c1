using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Database;

namespace Synter.Tests.Support;

/// <summary>More people in the first workspace of a running Synter.</summary>
public static class Members
{
    /// <summary>Somebody who can sign in with <see cref="RunningSynter.AdminPassword"/>; the e-mail address.</summary>
    public static async Task<string> AddMemberAsync(this RunningSynter synter, Role role)
    {
        using var admin = await synter.SignInAsync();
        var workspace = (await admin.ActorAsync()).Workspace;
        var email = $"{role}-{Guid.CreateVersion7():N}@example.com".ToLowerInvariant();
        var user = new User
        {
            Id = StrongId.New<UserId>(TimeProvider.System),
            Name = role.ToString(),
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            SecurityStamp = Guid.CreateVersion7().ToString("N"),
            CreatedAt = TimeProvider.System.Now(),
        };
        user.PasswordHash = synter.Services.GetRequiredService<IPasswordHasher<User>>().HashPassword(user, RunningSynter.AdminPassword);
        await using var context = synter.Services.GetRequiredService<SynterDatabase>().Context(new Scope.System("test"));
        context.Add(user);
        context.Add(new Membership(workspace, user.Id, role, user.CreatedAt));
        await context.SaveChangesAsync();
        return email;
    }
}
