using Microsoft.EntityFrameworkCore;
using Npgsql;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Domain.Views;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Views;

/// <inheritdoc cref="ISavedViews"/>
public sealed class SavedViews(SynterDatabase database, TimeProvider clock) : ISavedViews
{
    public async Task<IReadOnlyList<SavedView>> ListAsync(Actor actor, string list, CancellationToken cancellationToken)
    {
        await using var context = database.Context(actor.Scope);
        var found = await (
            from view in context.Set<SavedViewRow>()
            where view.List == list && (view.OwnerId == actor.User || view.IsShared)
            join owner in context.Set<User>() on view.OwnerId equals owner.Id
            orderby view.OwnerId != actor.User, view.Name, view.Id
            select new { View = view, Owner = owner.Name }).AsNoTracking().ToListAsync(cancellationToken);
        return [.. found.Select(f => Read(f.View, actor, f.Owner))];
    }

    public async Task<SavedView?> PutAsync(
        Actor actor, string list, string name, string query, bool isShared, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await TryPutAsync(actor, list, name, query, isShared, cancellationToken);
            }
            catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
            {
                // The same person saved it in another tab a moment earlier: now it is there to be replaced.
            }
        }
    }

    public async Task<bool> RemoveAsync(Actor actor, SavedViewId view, CancellationToken cancellationToken)
    {
        await using var context = database.Context(actor.Scope);
        var tidies = actor.Lacks(Permission.TidyViews) is null;
        return await context.Set<SavedViewRow>()
            .Where(v => v.Id == view && (v.OwnerId == actor.User || (tidies && v.IsShared)))
            .ExecuteDeleteAsync(cancellationToken) > 0;
    }

    private async Task<SavedView?> TryPutAsync(
        Actor actor, string list, string name, string query, bool isShared, CancellationToken cancellationToken)
    {
        await using var context = database.Context(actor.Scope);
        var own = context.Set<SavedViewRow>().Where(v => v.List == list && v.OwnerId == actor.User);
        var row = await own.FirstOrDefaultAsync(v => v.Name == name, cancellationToken);
        var now = clock.Now();
        if (row is null)
        {
            if (await own.CountAsync(cancellationToken) >= SaveView.MostKept)
            {
                return null;
            }

            row = new SavedViewRow
            {
                WorkspaceId = actor.Workspace,
                Id = StrongId.New<SavedViewId>(clock),
                OwnerId = actor.User,
                List = list,
                Name = name,
                Query = query,
                CreatedAt = now,
                UpdatedAt = now,
            };
            context.Add(row);
        }

        (row.Query, row.IsShared, row.UpdatedAt) = (query, isShared, now);
        await context.SaveChangesAsync(cancellationToken);
        return Read(row, actor, actor.Name);
    }

    private static SavedView Read(SavedViewRow row, Actor actor, string owner) =>
        new(row.Id, row.Name, row.Query, row.IsShared, row.OwnerId == actor.User, owner);
}
