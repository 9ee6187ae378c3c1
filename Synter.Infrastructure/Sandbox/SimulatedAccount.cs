using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Synter.Infrastructure.Sandbox;

/// <summary>The account that a token opens: the same for the same token, whoever asks and whenever.</summary>
/// <param name="Id">Digits, as both networks number accounts.</param>
internal sealed record SimulatedAccount(string Id)
{
    /// <summary>What tells two apart for people.</summary>
    public string Short => Id[^4..];

    public static SimulatedAccount Of(string token)
    {
        var number = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        return new SimulatedAccount((100_000_000_000_000 + (number % 900_000_000_000_000)).ToString(CultureInfo.InvariantCulture));
    }
}
