using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Synter.Infrastructure.Settings;

namespace Synter.Infrastructure.Accounts.CStoreAuth;

/// <summary>
/// Passwords as cstore-auth hashes them. Argon2 takes the pepper as its secret, which libsodium cannot do and libargon2 can, by its
/// context; scrypt gets it behind the salt, and is libsodium's.
/// </summary>
internal sealed partial class PepperedPasswords
{
    private const int Argon2Id = 2;
    private const uint Version13 = 0x13;

    private readonly byte[] _pepper;

    /// <exception cref="StartupException">The machine has no libargon2.</exception>
    public PepperedPasswords(Pepper pepper)
    {
        _pepper = pepper.Bytes();
        if (!NativeLibraries.Has(NativeLibraries.Argon2))
        {
            throw new StartupException("The library libargon2 is not installed, and R1EN_CSTORE_AUTH_HKEY needs it: apt-get install libargon2-1.");
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
                StoredPassword.Argon2 argon2 => Derive(argon2, bytes),
                StoredPassword.Scrypt scrypt => Derive(scrypt, bytes),
                _ => throw new ArgumentOutOfRangeException(nameof(stored)),
            };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private unsafe byte[] Derive(StoredPassword.Argon2 stored, byte[] password)
    {
        var output = new byte[stored.Hash.Length];
        int problem;
        fixed (byte* to = output, from = password, salt = stored.Salt, pepper = _pepper)
        {
            var context = new Argon2Context
            {
                Output = to, OutputLength = (uint)output.Length,
                Password = from, PasswordLength = (uint)password.Length,
                Salt = salt, SaltLength = (uint)stored.Salt.Length,
                Secret = pepper, SecretLength = (uint)_pepper.Length,
                Passes = stored.Passes, MemoryKiB = stored.MemoryKiB, Lanes = stored.Lanes, Threads = 1, Version = Version13,
            };
            problem = RunArgon2(&context, Argon2Id);
        }

        return problem == 0 ? output : throw new InsufficientMemoryException($"Argon2id could not be computed ({problem}).");
    }

    private byte[] Derive(StoredPassword.Scrypt stored, byte[] password)
    {
        var output = new byte[stored.Hash.Length];
        byte[] salt = [.. stored.Salt, .. _pepper];
        return RunScrypt(password, (nuint)password.Length, salt, (nuint)salt.Length, stored.N, stored.R, stored.P, output, (nuint)output.Length) == 0
            ? output
            : throw new InsufficientMemoryException("scrypt could not be computed.");
    }

    [LibraryImport(NativeLibraries.Argon2, EntryPoint = "argon2_ctx")]
    private static unsafe partial int RunArgon2(Argon2Context* context, int type);

    [LibraryImport(NativeLibraries.Sodium, EntryPoint = "crypto_pwhash_scryptsalsa208sha256_ll")]
    private static partial int RunScrypt(
        byte[] password, nuint passwordLength, byte[] salt, nuint saltLength, ulong n, uint r, uint p, byte[] output, nuint outputLength);

    /// <summary>libargon2's <c>argon2_context</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct Argon2Context
    {
        public byte* Output;
        public uint OutputLength;
        public byte* Password;
        public uint PasswordLength;
        public byte* Salt;
        public uint SaltLength;
        public byte* Secret;
        public uint SecretLength;
        public byte* Associated;
        public uint AssociatedLength;
        public uint Passes;
        public uint MemoryKiB;
        public uint Lanes;
        public uint Threads;
        public uint Version;
        public nint Allocate;
        public nint Free;
        public uint Flags;
    }
}
