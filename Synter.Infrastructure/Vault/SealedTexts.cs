using System.Security.Cryptography;
using System.Text;

namespace Synter.Infrastructure.Vault;

/// <summary>
/// Seals small texts of Synter's own, such as the link in a mail or the secret behind a second factor. They lie under one sealed key
/// of their purpose, so that rotating the ring re-wraps that key and no row.
/// </summary>
/// <remarks>Layout: nonce (12) ‖ tag (16) ‖ cipher text. Random nonces under one key are good for 2³² texts.</remarks>
public sealed class SealedTexts(SealedKeys keys)
{
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int HeadSize = NonceSize + TagSize;

    /// <param name="purpose">Names the key.</param>
    /// <param name="bound">The row's identity; a text moved to another row does not open.</param>
    public async ValueTask<byte[]> SealAsync(string purpose, string bound, string text, CancellationToken cancellationToken)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var box = new byte[HeadSize + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceSize));
        using var aes = new AesGcm(await keys.GetAsync(purpose, cancellationToken), TagSize);
        aes.Encrypt(box.AsSpan(0, NonceSize), plain, box.AsSpan(HeadSize), box.AsSpan(NonceSize, TagSize), Encoding.UTF8.GetBytes(bound));
        CryptographicOperations.ZeroMemory(plain);
        return box;
    }

    /// <exception cref="VaultTamperedException">It was changed, or made for another row.</exception>
    public async ValueTask<string> OpenAsync(string purpose, string bound, byte[] box, CancellationToken cancellationToken)
    {
        using var aes = new AesGcm(await keys.GetAsync(purpose, cancellationToken), TagSize);
        try
        {
            var plain = new byte[box.Length - HeadSize];
            aes.Decrypt(box.AsSpan(0, NonceSize), box.AsSpan(HeadSize), box.AsSpan(NonceSize, TagSize), plain, Encoding.UTF8.GetBytes(bound));
            return Encoding.UTF8.GetString(plain);
        }
        catch (Exception e) when (e is AuthenticationTagMismatchException or ArgumentException or OverflowException)
        {
            throw new VaultTamperedException(bound, e as CryptographicException ?? new CryptographicException("Not a sealed text.", e));
        }
    }
}
