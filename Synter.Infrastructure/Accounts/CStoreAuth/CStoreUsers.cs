using Synter.Infrastructure.CStore;

namespace Synter.Infrastructure.Accounts.CStoreAuth;

/// <summary>The people in CStore.</summary>
/// <exception cref="Synter.Domain.Agents.Runs.ProviderException">CStore could not be asked.</exception>
internal sealed class CStoreUsers(CStoreClient cstore, CStoreAuthSettings settings)
{
    /// <summary>Null when there is nobody of this name, or their record cannot be read.</summary>
    public async Task<CStoreUser?> FindAsync(string name, CancellationToken cancellationToken) =>
        await cstore.HashGetAsync(settings.HashKey, name, cancellationToken) is { } record ? CStoreUser.Read(name, record) : null;

    public async Task<bool> HasAsync(string name, CancellationToken cancellationToken) => await cstore.HashGetAsync(settings.HashKey, name, cancellationToken) is not null;

    public Task PutAsync(string name, string record, CancellationToken cancellationToken) => cstore.HashSetAsync(settings.HashKey, name, record, cancellationToken);
}
