using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Synter.Domain.Marketing.Offline;

/// <summary>Chance that falls the same way each time: everything hangs on the seed's text.</summary>
internal static class Pick
{
    /// <summary>One of a list; null of an empty one.</summary>
    public static T? One<T>(IReadOnlyList<T> items, string seed) where T : class =>
        items.Count == 0 ? null : items[(int)(Number(seed) % (ulong)items.Count)];

    /// <summary>A shuffled order that no insertion elsewhere changes.</summary>
    public static IReadOnlyList<T> Order<T>(IEnumerable<T> items, Func<T, string> id, string seed) =>
        [.. items.OrderBy(item => Number($"{seed}\n{id(item)}")).ThenBy(id, StringComparer.Ordinal)];

    private static ulong Number(string seed) => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(seed)));
}
