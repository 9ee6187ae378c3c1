using Microsoft.EntityFrameworkCore;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Vault;

/// <summary>Reads what may be known of credentials. Opens nothing.</summary>
public sealed class CredentialDirectory(SynterDatabase database) : ICredentialDirectory
{
    public async Task<IReadOnlyDictionary<CredentialRef, CredentialSummary>> FindAsync(
        WorkspaceId workspace, IReadOnlyCollection<CredentialRef> credentials, CancellationToken cancellationToken)
    {
        if (credentials.Count == 0)
        {
            return new Dictionary<CredentialRef, CredentialSummary>();
        }

        await using var context = database.Context(new Scope.Workspace(workspace));
        var rows = await Live(context).Where(c => credentials.Contains(c.Id)).ToListAsync(cancellationToken);
        return rows.ToDictionary(r => r.Id, r => r.Summary());
    }

    public async Task<Page<CredentialSummary>> ListAsync(
        WorkspaceId workspace, CredentialKind? kind, string? provider, PageRequest page, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(workspace));
        var rows = Live(context);
        rows = kind is null ? rows : rows.Where(c => c.Kind == kind);
        rows = provider is null ? rows : rows.Where(c => c.Provider == provider);
        if (page.After is { } after)
        {
            var id = CredentialRef.From(after.Id);
            rows = rows.Where(c => EF.Functions.LessThan(ValueTuple.Create(c.CreatedAt, c.Id), ValueTuple.Create(after.At, id)));
        }

        var found = await rows.OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Id).Take(page.Limit + 1).ToListAsync(cancellationToken);
        return page.Cut(found.ConvertAll(c => c.Summary()), c => new Keyset(c.CreatedAt, c.Ref.Value));
    }

    private static IQueryable<CredentialRow> Live(SynterDbContext context) =>
        context.Set<CredentialRow>().AsNoTracking().Where(c => c.RevokedAt == null);
}
