using System.Text;

namespace Synter.Infrastructure.Accounts.CStoreAuth;

/// <summary>People whose passwords are kept in CStore by Ratio1's cstore-auth.</summary>
/// <param name="HashKey">The hash that holds them, as in <c>auth:default</c>.</param>
/// <param name="BootstrapPassword">Of the admin, where there is none yet.</param>
public sealed record CStoreAuthSettings(string HashKey, Pepper Pepper, Pepper? BootstrapPassword);

/// <summary>A secret of the operator's. No ToString, no serialiser.</summary>
public sealed class Pepper(string value)
{
    internal byte[] Bytes() => Encoding.UTF8.GetBytes(value);

    internal T Use<T>(Func<string, T> use) => use(value);
}
