using Synter.Domain.Accounts;
using Synter.Domain.Kernel;

namespace Synter.Domain.Views;

/// <summary>Keeps a list's filters under a name. Keeping is anybody's; sharing is for those who decide.</summary>
public sealed class SaveView(ISavedViews views)
{
    public const int LongestName = 40;
    public const int LongestQuery = 1_000;
    public const int MostKept = 20;

    public async Task<Result<SavedView>> ExecuteAsync(
        Actor actor, string list, string name, string query, bool isShared, CancellationToken cancellationToken)
    {
        if (actor.Lacks(isShared ? Permission.ReviewProposals : Permission.Read) is { } lacking)
        {
            return lacking;
        }

        name = name.Trim();
        if (name.Length is 0 or > LongestName)
        {
            return Refusals.Invalid(new FieldError("/name", $"Give the view a name of 1 to {LongestName} characters."));
        }

        if (query.Length > LongestQuery || !query.StartsWith('?'))
        {
            return Refusals.Invalid(new FieldError("/query", "Choose what the list shows first, then save it."));
        }

        return await views.PutAsync(actor, list, name, query, isShared, cancellationToken) is { } saved
            ? saved
            : Refusals.WrongState($"You keep {MostKept} views of this list already. Remove one first.");
    }
}
