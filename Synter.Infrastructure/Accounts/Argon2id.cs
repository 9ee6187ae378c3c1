using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Synter.Infrastructure.Settings;

namespace Synter.Infrastructure.Accounts;

/// <summary>
/// Argon2id by libsodium. Each computation holds its memory until it ends, so only a few run at once; the rest wait
/// their turn, and beyond a fixed number are turned away rather than let the machine run out of memory.
/// </summary>
public sealed partial class Argon2id : IDisposable
{
    private const string Library = NativeLibraries.Sodium;
    private const int Algorithm = 2;
    private const int HashLength = 128;
    private const int LongestQueue = 200;

    private readonly SemaphoreSlim _turns = new(2 * Environment.ProcessorCount);
    private readonly PasswordCost _cost;
    private int _waiting;
    private long _computations;
    private long _given;

    public Argon2id(PasswordCost cost)
    {
        _cost = cost;
        try
        {
            if (Initialize() < 0) throw new StartupException("libsodium does not work on this machine: reinstall it with apt-get install --reinstall libsodium23.");
        }
        catch (DllNotFoundException missing)
        {
            throw new StartupException("The library libsodium is not installed: apt-get install libsodium23.", missing);
        }
    }

    /// <summary>How much password work was given a turn, of this kind or another.</summary>
    public long Turns => Interlocked.Read(ref _given);

    /// <summary>How many were done. Ways in that must not tell one address from another do the same number for both.</summary>
    public long Computations => Interlocked.Read(ref _computations);

    private nuint MemoryBytes => (nuint)_cost.MemoryMiB * 1024 * 1024;

    public string Hash(string password)
    {
        var hash = new byte[HashLength];
        WithPassword(password, bytes =>
        {
            if (HashPassword(hash, bytes, (ulong)bytes.Length, (ulong)_cost.Passes, MemoryBytes, Algorithm) != 0)
                throw new InsufficientMemoryException($"Argon2id could not get {_cost.MemoryMiB} MiB.");
            return true;
        });
        return Encoding.ASCII.GetString(hash, 0, Array.IndexOf(hash, (byte)0));
    }

    public bool Verify(string hash, string password) => Terminated(hash) is { } text
        && WithPassword(password, bytes => VerifyPassword(text, bytes, (ulong)bytes.Length) == 0);

    /// <summary>The hash was made at another price and is to be made anew when the password is next known.</summary>
    public bool IsOutdated(string hash) => Terminated(hash) is { } text && NeedsRehash(text, (ulong)_cost.Passes, MemoryBytes) != 0;

    /// <summary>Runs password work when its turn comes; false when too many wait already.</summary>
    public async Task<(bool Ran, T? Value)> InTurnAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _waiting) > LongestQueue)
        {
            Interlocked.Decrement(ref _waiting);
            return (false, default);
        }

        try
        {
            await _turns.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        Interlocked.Increment(ref _given);
        try
        {
            return (true, await Task.Run(work, cancellationToken));
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();

    /// <summary>Hands over the password's bytes and wipes them afterwards.</summary>
    private bool WithPassword(string password, Func<byte[], bool> use)
    {
        Interlocked.Increment(ref _computations);
        var bytes = Encoding.UTF8.GetBytes(password);
        try
        {
            return use(bytes);
        }
        finally
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>libsodium reads a fixed 128 bytes, of which those after the text must be zero.</summary>
    private static byte[]? Terminated(string hash)
    {
        var text = new byte[HashLength];
        return hash.Length < HashLength && Ascii.FromUtf16(hash, text, out _) == OperationStatus.Done ? text : null;
    }

    [LibraryImport(Library, EntryPoint = "sodium_init")]
    private static partial int Initialize();

    [LibraryImport(Library, EntryPoint = "crypto_pwhash_str_alg")]
    private static partial int HashPassword(byte[] hash, byte[] password, ulong length, ulong passes, nuint memory, int algorithm);

    [LibraryImport(Library, EntryPoint = "crypto_pwhash_str_verify")]
    private static partial int VerifyPassword(byte[] hash, byte[] password, ulong length);

    [LibraryImport(Library, EntryPoint = "crypto_pwhash_str_needs_rehash")]
    private static partial int NeedsRehash(byte[] hash, ulong passes, nuint memory);
}
