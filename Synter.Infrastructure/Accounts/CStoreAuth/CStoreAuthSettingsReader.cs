using Synter.Infrastructure.Settings;

namespace Synter.Infrastructure.Accounts.CStoreAuth;

/// <summary>Reads the variables of cstore-auth, the older names too.</summary>
internal static class CStoreAuthSettingsReader
{
    /// <param name="text">A setting's text; null when it is absent or blank.</param>
    /// <returns>Null where no hash is named: then nobody signs in by it.</returns>
    public static CStoreAuthSettings? Read(Func<string, string?> text)
    {
        if ((text("R1EN_CSTORE_AUTH_HKEY") ?? text("EE_CSTORE_AUTH_HKEY")) is not { } hash)
        {
            return null;
        }

        return (text("R1EN_CSTORE_AUTH_SECRET") ?? text("EE_CSTORE_AUTH_SECRET")) is { } secret
            ? new CStoreAuthSettings(
                hash, new Pepper(secret),
                (text("R1EN_CSTORE_AUTH_BOOTSTRAP_ADMIN_PWD") ?? text("EE_CSTORE_AUTH_BOOTSTRAP_ADMIN_PW")) is { } password ? new Pepper(password) : null)
            : throw new StartupException("R1EN_CSTORE_AUTH_HKEY is set without its secret: set R1EN_CSTORE_AUTH_SECRET too, or leave both out.");
    }
}
