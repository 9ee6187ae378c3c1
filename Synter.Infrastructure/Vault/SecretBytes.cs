using System.Security.Cryptography;
using System.Text.Json;
using Synter.Domain.Vault;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Vault;

/// <summary>A secret on its way into and out of its row: JSON while it is plain, bound to the row while it is sealed.</summary>
internal static class SecretBytes
{
    public static Sealed Seal(Sealer sealer, Secret secret, CredentialRow row)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(secret.FieldNames().ToDictionary(name => name, name => secret.Use(name, value => value)));
        try
        {
            return sealer.Seal(plain, Bound(row));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>Null when the row was revoked.</summary>
    public static Secret? Open(Sealer sealer, CredentialRow row)
    {
        if (row is not { Sealed: { } envelope, KeyId: { } keyId })
        {
            return null;
        }

        var plain = sealer.Open(new Sealed(keyId, envelope), Bound(row));
        try
        {
            return new Secret(JsonSerializer.Deserialize<Dictionary<string, string>>(plain)!);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>The row's identity: a value that was copied to another row, workspace or kind does not open there.</summary>
    public static string Bound(CredentialRow row) =>
        $"credential/{row.WorkspaceId}/{row.Id}/{EnumNames.Write(row.Kind)}/{row.Provider}";
}
