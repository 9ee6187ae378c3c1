using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Synter.Domain.Kernel;

/// <summary>Makes, writes and reads strong ids.</summary>
public static class StrongId
{
    private const int HexDigits = 32;

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    public static TId New<TId>(TimeProvider clock) where TId : struct, IStrongId<TId> =>
        TId.From(Guid.CreateVersion7(clock.GetUtcNow()));

    /// <summary>When the id was made, to the millisecond: version 7 carries it in its first 48 bits.</summary>
    public static DateTimeOffset MadeAt<TId>(TId id) where TId : struct, IStrongId<TId>
    {
        Span<byte> bytes = stackalloc byte[16];
        id.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        return DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes) >>> 16);
    }

    public static string Format<TId>(TId id) where TId : struct, IStrongId<TId> => TId.Prefix + id.Value.ToString("N");

    /// <summary>Strict: the right prefix and 32 lower-case hex digits, nothing else, so that one id has one spelling.</summary>
    public static bool TryParse<TId>([NotNullWhen(true)] string? text, out TId id) where TId : struct, IStrongId<TId>
    {
        id = default;
        if (text is null || text.Length != TId.Prefix.Length + HexDigits || !text.StartsWith(TId.Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var digits = text.AsSpan(TId.Prefix.Length);
        if (digits.ContainsAnyExcept(LowerHex))
        {
            return false;
        }

        id = TId.From(Guid.ParseExact(digits, "N"));
        return true;
    }

    public static TId Parse<TId>(string text) where TId : struct, IStrongId<TId> =>
        TryParse<TId>(text, out var id) ? id : throw new FormatException($"«{text}» is not an id that begins with {TId.Prefix}.");
}
