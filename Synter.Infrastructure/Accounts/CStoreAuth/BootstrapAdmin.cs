using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Accounts.CStoreAuth;

/// <summary>
/// Writes the admin that cstore-auth expects, where there is none and a password is given for it. CStore need not be there when Synter
/// starts.
/// </summary>
internal sealed class BootstrapAdmin(CStoreUsers users, PepperedPasswords passwords, CStoreAuthSettings settings, TimeProvider clock, ILogger<BootstrapAdmin> log) : BackgroundService
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var wait = TimeSpan.FromSeconds(1); !stoppingToken.IsCancellationRequested; wait = wait * 2 < Longest ? wait * 2 : Longest)
        {
            try
            {
                await EnsureAsync(stoppingToken);
                return;
            }
            catch (ProviderException away)
            {
                log.CStoreAway(away.Message);
                await Task.Delay(wait, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (await users.HasAsync(CStoreUser.Admin, cancellationToken))
        {
            return;
        }

        if (settings.BootstrapPassword is not { } password)
        {
            log.NoAdmin(settings.HashKey);
            return;
        }

        await users.PutAsync(CStoreUser.Admin, CStoreUser.NewAdmin(password.Use(passwords.Hash), clock.Now()), cancellationToken);
        log.AdminMade(settings.HashKey);
    }
}
