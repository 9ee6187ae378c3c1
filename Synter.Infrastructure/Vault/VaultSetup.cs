using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
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

    public static IServiceCollection AddVault(this IServiceCollection services)
    {
        services.AddSingleton(provider => Ring(
            provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<SynterSettings>().DataFolder));
        services.AddSingleton(provider => provider.GetRequiredService<SynterSettings>().HasSandbox ? VaultPolicy.Sandbox : VaultPolicy.Strict);
        services.AddSingleton<Sealer>();
        services.AddSingleton<SealedKeys>();
        services.AddSingleton<SealedTexts>();
        services.AddSingleton<ISeed, VaultSeed>();
        services.AddSingleton<IVault, CredentialVault>();
        services.AddSingleton<ICredentialDirectory, CredentialDirectory>();
        services.AddSingleton<ICredentialStore, CredentialStore>();
        services.AddSingleton<CredentialProbes>();
        services.AddSingleton<StoreCredential>();
        services.AddSingleton<TestCredential>();
        services.AddSingleton<RevokeCredential>();
        services.AddHealthChecks().AddCheck<VaultHealthCheck>(VaultHealthCheck.Name);
        return services;
    }

    /// <param name="dataFolder">Where a key file is made when neither setting is there.</param>
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
