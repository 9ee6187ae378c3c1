using System.Security.Cryptography;
using System.Text;
using Synter.Infrastructure.Settings;

namespace Synter.Infrastructure.Accounts;

/// <summary>
/// Passwords by Argon2id. Each computation takes a processor and its megabytes until it ends, so no more run at once than there are
/// processors; the rest wait their turn, and beyond a fixed number are turned away rather than let the machine run out of memory.
/// </summary>
public sealed class Argon2id : IDisposable
{
    private const int SaltLength = 16;
    private const int HashLength = 32;
    private const int LongestQueue = 200;

    private readonly SemaphoreSlim _turns = new(Environment.ProcessorCount);
    private readonly PasswordCost _cost;
    private int _waiting;
    private long _computations;
    private long _given;

    /// <exception cref="StartupException">The machine has no libargon2.</exception>
    public Argon2id(PasswordCost cost)
    {
        Argon2Function.Require();
        _cost = cost;
    }

    /// <summary>How much password work was given a turn, of this kind or another.</summary>
    public long Turns => Interlocked.Read(ref _given);

    /// <summary>How many were done. Ways in that must not tell one address from another do the same number for both.</summary>
    public long Computations => Interlocked.Read(ref _computations);

    private uint MemoryKiB => (uint)_cost.MemoryMiB * 1024;

    public string Hash(string password)
    {
        var made = new Argon2Text(MemoryKiB, (uint)_cost.Passes, Lanes: 1, RandomNumberGenerator.GetBytes(SaltLength), new byte[HashLength]);
        return (made with { Hash = Derive(made, password) }).ToString();
    }

    public bool Verify(string hash, string password) =>
        Argon2Text.Read(hash) is { } stored && CryptographicOperations.FixedTimeEquals(Derive(stored, password), stored.Hash);

    /// <summary>The hash was made at another price and is to be made anew when the password is next known.</summary>
    public bool IsOutdated(string hash) =>
        Argon2Text.Read(hash) is not { Lanes: 1 } stored || stored.MemoryKiB != MemoryKiB || stored.Passes != _cost.Passes;

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

    private byte[] Derive(Argon2Text price, string password)
    {
        Interlocked.Increment(ref _computations);
        var bytes = Encoding.UTF8.GetBytes(password);
        try
        {
            return Argon2Function.Derive(bytes, price.Salt, [], price.Passes, price.MemoryKiB, price.Lanes, price.Hash.Length);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
