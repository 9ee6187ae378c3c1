using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Accounts;

/// <summary>Identity's store over a context of its own: people are the platform's, not a workspace's.</summary>
public sealed class UserStore : UserOnlyStore<User, SynterDbContext, UserId>
{
    public UserStore(SynterDatabase database, IdentityErrorDescriber describer)
        : base(database.Context(new Scope.System("accounts")), describer)
    {
    }

    public override UserId ConvertIdFromString(string? id) => StrongId.TryParse<UserId>(id, out var user) ? user : default;

    public override string? ConvertIdToString(UserId id) => id == default ? null : id.ToString();
}
