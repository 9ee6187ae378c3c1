using System.Security.Cryptography;
using System.Text;

namespace Synter.Infrastructure.Vault;

/// <summary>
/// Seals values in AES-256-GCM envelopes. Each value has a data key of its own, used once; the ring's key seals only data keys.
/// So rotation re-wraps 32 bytes and never sees a value, and no nonce can meet another under one data key.
/// </summary>
/// <remarks>
/// Layout: version (1) ‖ wrap nonce (12) ‖ wrap tag (16) ‖ wrapped data key (32) ‖ nonce (12) ‖ tag (16) ‖ cipher text. Both
/// layers are bound to the same associated data, the identity of the row, so a value moved to another row does not open.
/// </remarks>
public sealed class Sealer(KeyRing ring)
{
    private const byte Version = 1;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int LayerSize = NonceSize + TagSize;
    private const int WrapSize = 1 + LayerSize + VaultKey.Size;

    /// <param name="bound">The row's identity, such as <c>credential/{workspace}/{ref}/{kind}</c>; needed again to open it.</param>
    public Sealed Seal(ReadOnlySpan<byte> plain, string bound)
    {
        var envelope = new byte[WrapSize + LayerSize + plain.Length];
        Span<byte> dataKey = stackalloc byte[VaultKey.Size];
        RandomNumberGenerator.Fill(dataKey);
        try
        {
            Wrap(envelope, dataKey, bound);
            Encrypt(dataKey, plain, envelope.AsSpan(WrapSize), Context(bound, "value"));
            return new Sealed(ring.Current.Id, envelope);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    /// <returns>The plain bytes; the caller zeroes them.</returns>
    /// <exception cref="VaultKeyMissingException">The key that sealed it is not in the ring.</exception>
    /// <exception cref="VaultTamperedException">It was changed, or made for another row.</exception>
    public byte[] Open(Sealed value, string bound)
    {
        var dataKey = Unwrap(value, bound);
        try
        {
            var layer = value.Envelope.AsSpan(WrapSize);
            var plain = new byte[layer.Length - LayerSize];
            Decrypt(dataKey, layer, plain, Context(bound, "value"), bound);
            return plain;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    /// <summary>The same value under the ring's current key, or null when it already is.</summary>
    public Sealed? Rewrap(Sealed value, string bound)
    {
        if (value.KeyId == ring.Current.Id)
        {
            return null;
        }

        var dataKey = Unwrap(value, bound);
        try
        {
            var envelope = (byte[])value.Envelope.Clone();
            Wrap(envelope, dataKey, bound);
            return new Sealed(ring.Current.Id, envelope);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    private void Wrap(Span<byte> envelope, ReadOnlySpan<byte> dataKey, string bound)
    {
        envelope[0] = Version;
        Encrypt(ring.Current.Bytes, dataKey, envelope[1..WrapSize], Context(bound, ring.Current.Id));
    }

    private byte[] Unwrap(Sealed value, string bound)
    {
        var key = ring.Find(value.KeyId);
        if (value.Envelope.Length < WrapSize + LayerSize || value.Envelope[0] != Version)
        {
            throw new VaultTamperedException(bound, new CryptographicException("Not an envelope of a known version."));
        }

        var dataKey = new byte[VaultKey.Size];
        Decrypt(key.Bytes, value.Envelope.AsSpan(1, WrapSize - 1), dataKey, Context(bound, key.Id), bound);
        return dataKey;
    }

    private static void Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, Span<byte> layer, ReadOnlySpan<byte> context)
    {
        using var aes = new AesGcm(key, TagSize);
        var nonce = layer[..NonceSize];
        RandomNumberGenerator.Fill(nonce);
        aes.Encrypt(nonce, plain, layer[LayerSize..], layer[NonceSize..LayerSize], context);
    }

    private static void Decrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> layer, Span<byte> plain, ReadOnlySpan<byte> context, string bound)
    {
        using var aes = new AesGcm(key, TagSize);
        try
        {
            aes.Decrypt(layer[..NonceSize], layer[LayerSize..], layer[NonceSize..LayerSize], plain, context);
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new VaultTamperedException(bound, e);
        }
    }

    /// <summary>The version and the layer are bound too, so that a wrapped key can never be read as a value.</summary>
    private static byte[] Context(string bound, string layer) => Encoding.UTF8.GetBytes($"synter/{Version}/{layer}/{bound}");
}
