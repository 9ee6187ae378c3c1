using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Synter.Infrastructure.Settings;

namespace Synter.Infrastructure.Accounts.CStoreAuth;

/// <summary>
/// Passwords as cstore-auth hashes them. Argon2 takes the pepper as its secret; scrypt gets it behind the salt, and is libsodium's.
/// </summary>
internal sealed partial class PepperedPasswords
{
    private readonly byte[] _pepper;

    /// <exception cref="StartupException">The machine has no libsodium.</exception>
    public PepperedPasswords(Pepper pepper)
    {
        _pepper = pepper.Bytes();
        if (!NativeLibraries.Has(NativeLibraries.Sodium))
        {
            throw new StartupException("The library libsodium is not installed, and R1EN_CSTORE_AUTH_HKEY needs it: apt-get install libsodium23.");
        }
    }

    /// <summary>At cstore-auth's usual price.</summary>
    public StoredPassword.Argon2 Hash(string password)
    {
        var made = new StoredPassword.Argon2(
            new byte[StoredPassword.Argon2.UsualLength], RandomNumberGenerator.GetBytes(StoredPassword.Argon2.SaltLength),
            StoredPassword.Argon2.UsualPasses, StoredPassword.Argon2.UsualMemoryKiB, Lanes: 1);
        return made with { Hash = Derive(made, password) };
    }

    public bool Verify(StoredPassword stored, string password) => CryptographicOperations.FixedTimeEquals(Derive(stored, password), stored.Hash);

    private byte[] Derive(StoredPassword stored, string password)
    {
        var bytes = Encoding.UTF8.GetBytes(password);
        try
        {
            return stored switch
            {
                StoredPassword.Argon2 argon2 => Argon2Function.Derive(
                    bytes, argon2.Salt, _pepper, argon2.Passes, argon2.MemoryKiB, argon2.Lanes, argon2.Hash.Length),
                StoredPassword.Scrypt scrypt => Derive(scrypt, bytes),
                _ => throw new ArgumentOutOfRangeException(nameof(stored)),
            };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private byte[] Derive(StoredPassword.Scrypt stored, byte[] password)
    {
        var output = new byte[stored.Hash.Length];
        byte[] salt = [.. stored.Salt, .. _pepper];
        return RunScrypt(password, (nuint)password.Length, salt, (nuint)salt.Length, stored.N, stored.R, stored.P, output, (nuint)output.Length) == 0
            ? output
            : throw new InsufficientMemoryException("scrypt could not be computed.");
    }

    [LibraryImport(NativeLibraries.Sodium, EntryPoint = "crypto_pwhash_scryptsalsa208sha256_ll")]
    private static partial int RunScrypt(
        byte[] password, nuint passwordLength, byte[] salt, nuint saltLength, ulong n, uint r, uint p, byte[] output, nuint outputLength);
}
