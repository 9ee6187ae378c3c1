using Microsoft.EntityFrameworkCore;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Accounts;

/// <summary>Makes one-time links and takes them back. Of many who bring the same one, one is first.</summary>
public sealed class MagicLinks(TimeProvider clock)
{
    public static readonly TimeSpan SignInLife = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan ResetLife = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan ConfirmLife = TimeSpan.FromHours(24);

    /// <summary>More than these are not mailed to one address within the life of a link: those that were still work.</summary>
    public const int MostAtOnce = 10;

    /// <summary>Adds a link to what the context saves.</summary>
    /// <returns>Its token, which is never seen again here.</returns>
    public (string Token, DateTimeOffset ExpiresAt) Add(
        SynterDbContext context, LinkPurpose purpose, string email, UserId? user = null, WorkspaceId? workspace = null,
        string? browser = null, string? name = null, string? passwordHash = null)
    {
        var token = OpaqueToken.New();
        var now = clock.Now();
        var link = new MagicLink
        {
            Id = Guid.CreateVersion7(now),
            Purpose = purpose,
            TokenHash = OpaqueToken.Hash(token),
            UserId = user,
            Email = email,
            WorkspaceId = workspace,
            BrowserHash = browser is null ? null : OpaqueToken.Hash(browser),
            Name = name,
            PasswordHash = passwordHash,
            CreatedAt = now,
            ExpiresAt = now + Life(purpose),
        };
        context.Add(link);
        return (token, link.ExpiresAt);
    }

    /// <summary>A link that would still work, without using it up.</summary>
    public async Task<MagicLink?> PeekAsync(SynterDbContext context, LinkPurpose purpose, string? token, CancellationToken cancellationToken)
    {
        if (token is null) return null;
        var hash = OpaqueToken.Hash(token);
        var now = clock.Now();
        return await context.Set<MagicLink>().AsNoTracking()
            .FirstOrDefaultAsync(link => link.TokenHash == hash && link.Purpose == purpose && link.UsedAt == null && link.ExpiresAt > now, cancellationToken);
    }

    /// <summary>Uses a link up, in the caller's transaction: what it brings about and that it is spent are one.</summary>
    /// <returns>False when somebody was first.</returns>
    public async Task<bool> SpendAsync(SynterDbContext context, MagicLink link, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        return await context.Set<MagicLink>().Where(l => l.Id == link.Id && l.UsedAt == null && l.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.UsedAt, now), cancellationToken) == 1;
    }

    /// <summary>Makes every open link of a person worthless, as after a new password.</summary>
    public Task SpendAllAsync(SynterDbContext context, UserId user, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        return context.Set<MagicLink>().Where(l => l.UserId == user && l.UsedAt == null && l.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.UsedAt, now), cancellationToken);
    }

    /// <summary>A mailbox is not to be flooded, and its owner not to be shut out either: what was mailed already still works.</summary>
    public async Task<bool> IsFloodedAsync(SynterDbContext context, string email, CancellationToken cancellationToken)
    {
        var since = clock.Now() - SignInLife;
        return await context.Set<MagicLink>().CountAsync(l => l.Email == email && l.CreatedAt > since, cancellationToken) >= MostAtOnce;
    }

    private static TimeSpan Life(LinkPurpose purpose) => purpose switch
    {
        LinkPurpose.SignIn => SignInLife,
        LinkPurpose.ResetPassword => ResetLife,
        LinkPurpose.SignUp or LinkPurpose.ChangeEmail => ConfirmLife,
    };
}
