using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Synter.Domain.Vault;
using Synter.Infrastructure.Database;
using Synter.Infrastructure.Settings;

namespace Synter.Infrastructure.Vault;

public static class VaultSetup
{
    /// <summary>Keys in base64, parted by commas, the first one seals.</summary>
    public const string KeysSetting = "SYNTER_VAULT_KEYS";

    /// <summary>The path of a file with a key on each line; a secret mounted into a container.</summary>
    public const string KeyFileSetting = "SYNTER_VAULT_KEY_FILE";

    private const string GeneratedFile = "vault.keys";

    /// <param name="dataFolder">Where a key file is made when neither setting is there.</param>
    public static IServiceCollection AddVault(this IServiceCollection services, IConfiguration configuration, string dataFolder)
    {
        services.AddSingleton(Ring(configuration, dataFolder));
        services.AddSingleton<Sealer>();
        services.AddSingleton<SealedKeys>();
        services.AddSingleton<ISeed, VaultSeed>();
        services.AddSingleton<IVault, CredentialVault>();
        services.AddSingleton<ICredentialDirectory, CredentialDirectory>();
        services.AddSingleton<ICredentialStore, CredentialStore>();
        services.AddSingleton<CredentialProbes>();
        services.AddSingleton<StoreCredential>();
        services.AddSingleton<TestCredential>();
        services.AddSingleton<RevokeCredential>();
        // The sandbox says otherwise where it is on.
        services.TryAddSingleton(VaultPolicy.Strict);
        services.AddHealthChecks().AddCheck<VaultHealthCheck>(VaultHealthCheck.Name);
        return services;
    }

    /// <exception cref="StartupException">The keys that were given cannot be used.</exception>
    public static KeyRing Ring(IConfiguration configuration, string dataFolder)
    {
        try
        {
            if (configuration[KeysSetting] is { Length: > 0 } given)
            {
                return KeyRing.Parse(given, KeysSetting);
            }

            if (configuration[KeyFileSetting] is { Length: > 0 } file)
            {
                return KeyRing.Parse(File.ReadAllText(file), file);
            }

            var path = Path.Combine(dataFolder, GeneratedFile);
            return KeyRing.Parse(KeyFile.ReadOrCreate(path), path);
        }
        catch (VaultKeyFormatException e)
        {
            throw new StartupException(e.Message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The vault's key file cannot be used ({e.Message}). Mend it, or set {KeysSetting}.", e);
        }
    }
}
