using Microsoft.EntityFrameworkCore;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Vault;

/// <summary>Opens secrets for provider clients.</summary>
public sealed class CredentialVault(SynterDatabase database, Sealer sealer) : IVault
{
    public async Task<Secret?> RevealAsync(WorkspaceId workspace, CredentialRef credential, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(workspace));
        var row = await context.Set<CredentialRow>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == credential, cancellationToken);
        return row is null ? null : SecretBytes.Open(sealer, row);
    }
}
