using Microsoft.AspNetCore.Identity;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Accounts;

/// <summary>Two viewers and an analyst beside the first admin, to try the roles with. They sign in with the admin's first password.</summary>
public sealed class SamplePeople(SynterDatabase database, IPasswordHasher<User> hasher, ILookupNormalizer normalizer, TimeProvider clock)
{
    public static readonly IReadOnlyList<(string Email, string Name, Role Role)> All =
    [
        ("vera@example.com", "Vera Viewer", Role.Viewer),
        ("victor@example.com", "Victor Viewer", Role.Viewer),
        ("ana@example.com", "Ana Analyst", Role.Analyst),
    ];

    public async Task AddAsync(WorkspaceId workspace, string password, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(workspace));
        foreach (var (email, name, role) in All)
        {
            var user = new User
            {
                Id = StrongId.New<UserId>(clock),
                Name = name,
                UserName = email,
                NormalizedUserName = normalizer.NormalizeName(email),
                Email = email,
                NormalizedEmail = normalizer.NormalizeEmail(email),
                EmailConfirmed = true,
                SecurityStamp = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"),
                CreatedAt = clock.Now(),
            };
            user.PasswordHash = hasher.HashPassword(user, password);
            context.Add(user);
            context.Add(new Membership(workspace, user.Id, role, user.CreatedAt));
        }

        await context.SaveChangesAsync(cancellationToken);
    }
}
