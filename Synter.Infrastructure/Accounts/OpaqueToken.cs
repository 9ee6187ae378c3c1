using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Synter.Infrastructure.Accounts;

/// <summary>Random tokens that mean nothing by themselves. A row keeps the hash: a copy of the database signs nobody in.</summary>
public static class OpaqueToken
{
    /// <summary>256 bits, so that nobody guesses one and a plain hash is enough.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
