using Synter.Domain.Kernel;

namespace Synter.Domain.Views;

/// <summary>Where saved views are kept. Each is one person's, for one list of one workspace.</summary>
public interface ISavedViews
{
    /// <summary>The person's own, then what others share, each by name.</summary>
    /// <param name="list">The list's word in the address: <c>review</c>.</param>
    Task<IReadOnlyList<SavedView>> ListAsync(Actor actor, string list, CancellationToken cancellationToken);

    /// <summary>Another of the same name is replaced.</summary>
    /// <returns>Null when the person keeps <see cref="SaveView.MostKept"/> of this list already.</returns>
    Task<SavedView?> PutAsync(Actor actor, string list, string name, string query, bool isShared, CancellationToken cancellationToken);

    /// <summary>An own one; an admin also takes away what others share.</summary>
    /// <returns>Whether there was one.</returns>
    Task<bool> RemoveAsync(Actor actor, SavedViewId view, CancellationToken cancellationToken);
}
