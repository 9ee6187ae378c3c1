using System.Text.Json;
using Synter.Infrastructure.Accounts.CStoreAuth;
using Synter.Infrastructure.Settings;

namespace Synter.Infrastructure.CStore;

/// <summary>Reads what Ratio1's own clients read, in their order, and says in one sentence what is wrong.</summary>
internal static class CStoreSettingsReader
{
    private const string DefaultPort = "31234";

    /// <param name="text">A setting's text; null when it is absent or blank.</param>
    /// <returns>Null where nothing uses CStore: a container of Ratio1 sets the addresses whether or not.</returns>
    public static CStoreSettings? Read(Func<string, string?> text)
    {
        var mirrors = Store(text("DATAGEN_STORE"));
        var auth = CStoreAuthSettingsReader.Read(text);
        return mirrors || auth is not null ? new CStoreSettings(Address(text), Peers(text("EE_CHAINSTORE_PEERS")), mirrors, auth) : null;
    }

    public static bool NamesR1Fs(Func<string, string?> text) =>
        (text("R1FS_API_URL") ?? text("EE_R1FS_API_URL") ?? text("EE_R1FS_API_HOST")) is not null;

    private static bool Store(string? text) => text?.ToLowerInvariant() switch
    {
        null or "postgres" or "postgresql" => false,
        "cstore" => true,
        _ => throw new StartupException("DATAGEN_STORE is neither postgres nor cstore: set it to one of them."),
    };

    private static Uri Address(Func<string, string?> text)
    {
        var address = text("CSTORE_API_URL") ?? text("EE_CHAINSTORE_API_URL")
            ?? $"{text("EE_CHAINSTORE_API_HOST") ?? "localhost"}:{text("EE_CHAINSTORE_API_PORT") ?? DefaultPort}";
        var full = address.Contains("://", StringComparison.Ordinal) ? address : $"http://{address}";
        return Uri.TryCreate(full.TrimEnd('/') + "/", UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0
            ? uri
            : throw new StartupException("CStore’s address cannot be used: set CSTORE_API_URL as in http://127.0.0.1:31234, or EE_CHAINSTORE_API_HOST and EE_CHAINSTORE_API_PORT.");
    }

    /// <summary>Ratio1's client takes no peers where the list is not JSON, and so do we.</summary>
    private static string[] Peers(string? text)
    {
        try
        {
            return text is null ? [] : JsonSerializer.Deserialize<string[]>(text) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
