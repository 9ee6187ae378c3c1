using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Synter.Domain.Kernel;

/// <summary>One page of a list, and how to ask for the next.</summary>
/// <param name="NextCursor">Null on the last page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary>
/// Where a page begins: after the row with this time and id. Pages by key instead of by offset stay right while rows are added
/// above, and the thousandth costs what the first does.
/// </summary>
public readonly record struct Keyset(DateTimeOffset At, Guid Id)
{
    private const int Bytes = sizeof(long) + 16;

    /// <summary>The number that <see cref="Of"/> was given.</summary>
    public long Place
    {
        get
        {
            Span<byte> id = stackalloc byte[16];
            Id.TryWriteBytes(id, bigEndian: true, out _);
            return BinaryPrimitives.ReadInt64BigEndian(id[sizeof(long)..]);
        }
    }

    /// <summary>The place of a row in a list that goes by number.</summary>
    public static Keyset Of(DateTimeOffset at, long place)
    {
        Span<byte> id = stackalloc byte[16];
        id.Clear();
        BinaryPrimitives.WriteInt64BigEndian(id[sizeof(long)..], place);
        return new Keyset(at, new Guid(id, bigEndian: true));
    }

    /// <summary>The cursor a client hands back; opaque to it.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, At.UtcTicks);
        Id.TryWriteBytes(bytes[sizeof(long)..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryParse([NotNullWhen(true)] string? cursor, out Keyset keyset)
    {
        keyset = default;
        Span<byte> bytes = stackalloc byte[Bytes];
        // The length is checked first: the decoder throws on what does not fit.
        if (cursor is null || cursor.Length != Base64Url.GetEncodedLength(Bytes)
            || !Base64Url.IsValid(cursor) || Base64Url.DecodeFromChars(cursor, bytes) != Bytes)
        {
            return false;
        }

        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (ticks < 0 || ticks > DateTimeOffset.MaxValue.UtcTicks)
        {
            return false;
        }

        keyset = new Keyset(new DateTimeOffset(ticks, TimeSpan.Zero), new Guid(bytes[sizeof(long)..], bigEndian: true));
        return true;
    }
}

/// <summary>Which page of a list is wanted.</summary>
/// <param name="After">Null for the first page.</param>
public sealed record PageRequest(int Limit, Keyset? After)
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;

    public static readonly PageRequest First = new(DefaultLimit, null);

    /// <summary>Reads what a client sent; a limit out of bounds or a made-up cursor is refused.</summary>
    public static Result<PageRequest> Create(int? limit, string? cursor)
    {
        if (limit is < 1 or > MaxLimit)
        {
            return Refusals.Invalid(new FieldError("/limit", $"Ask for 1 to {MaxLimit} rows."));
        }

        if (string.IsNullOrEmpty(cursor))
        {
            return new PageRequest(limit ?? DefaultLimit, null);
        }

        return Keyset.TryParse(cursor, out var after) ? new PageRequest(limit ?? DefaultLimit, after) : Refusals.BadCursor;
    }

    /// <summary>
    /// Makes the page of rows read with one more than the limit: the extra row only tells that there is a next page.
    /// </summary>
    public Page<T> Cut<T>(IReadOnlyList<T> rows, Func<T, Keyset> key) => rows.Count > Limit
        ? new Page<T>(rows.Take(Limit).ToList(), key(rows[Limit - 1]).ToString())
        : new Page<T>(rows, null);
}
