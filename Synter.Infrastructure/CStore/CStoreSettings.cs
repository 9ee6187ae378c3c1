using Synter.Infrastructure.Accounts.CStoreAuth;

namespace Synter.Infrastructure.CStore;

/// <summary>Ratio1's CStore, where something uses it.</summary>
/// <param name="Address">Of a node's CStore API.</param>
/// <param name="Peers">Nodes that a write is sent to beside the usual ones.</param>
/// <param name="MirrorsDatasets">Whether datasets are mirrored there.</param>
/// <param name="Auth">Whose people may sign in; null for nobody's.</param>
public sealed record CStoreSettings(Uri Address, IReadOnlyList<string> Peers, bool MirrorsDatasets, CStoreAuthSettings? Auth = null);
