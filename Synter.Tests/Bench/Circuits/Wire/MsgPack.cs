using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Synter.Tests.Bench.Circuits.Wire;

/// <summary>As much of MessagePack as Blazor's hub speaks: nil, booleans, whole numbers, text, bytes, arrays, and the empty map.</summary>
internal static class MsgPack
{
    /// <summary>Stands where a message has its headers, which nobody uses.</summary>
    public static readonly object EmptyMap = new();

    public static void Write(IBufferWriter<byte> to, object? value)
    {
        switch (value)
        {
            case null: to.Write<byte>([0xC0]); break;
            case bool yes: to.Write<byte>([yes ? (byte)0xC3 : (byte)0xC2]); break;
            case int number: WriteNumber(to, number); break;
            case long number: WriteNumber(to, number); break;
            case string text: WriteText(to, text); break;
            case byte[] bytes: WriteHead(to, 0xC6, bytes.Length); to.Write(bytes); break;
            case object?[] items:
                WriteHead(to, 0xDD, items.Length);
                foreach (var item in items) Write(to, item);
                break;
            case not null when ReferenceEquals(value, EmptyMap): to.Write<byte>([0x80]); break;
            default: throw new ArgumentException($"A {value.GetType().Name} is not written.", nameof(value));
        }
    }

    /// <summary>Takes one value off the front: null, a bool, a long, a string, a byte[] or an object?[].</summary>
    public static object? Read(ref ReadOnlySpan<byte> from)
    {
        var code = Take(ref from, 1)[0];
        return code switch
        {
            <= 0x7F => (long)code,
            0x80 => EmptyMap,
            >= 0x90 and <= 0x9F => Items(ref from, code & 0x0F),
            >= 0xA0 and <= 0xBF => Text(ref from, code & 0x1F),
            0xC0 => null,
            0xC2 => false,
            0xC3 => true,
            0xC4 or 0xC5 or 0xC6 => Take(ref from, (int)Number(ref from, 1 << (code - 0xC4))).ToArray(),
            0xCC or 0xCD or 0xCE or 0xCF => Number(ref from, 1 << (code - 0xCC)),
            0xD0 or 0xD1 or 0xD2 or 0xD3 => Signed(ref from, 1 << (code - 0xD0)),
            0xD9 or 0xDA or 0xDB => Text(ref from, (int)Number(ref from, 1 << (code - 0xD9))),
            0xDC or 0xDD => Items(ref from, (int)Number(ref from, 2 << (code - 0xDC))),
            >= 0xE0 => (long)(sbyte)code,
            _ => throw new InvalidDataException($"MessagePack's 0x{code:X2} is not read."),
        };
    }

    private static void WriteNumber(IBufferWriter<byte> to, long number)
    {
        to.Write<byte>([0xD3]);
        BinaryPrimitives.WriteInt64BigEndian(to.GetSpan(sizeof(long)), number);
        to.Advance(sizeof(long));
    }

    private static void WriteText(IBufferWriter<byte> to, string text)
    {
        WriteHead(to, 0xDB, Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, to);
    }

    private static void WriteHead(IBufferWriter<byte> to, byte code, int length)
    {
        to.Write<byte>([code]);
        BinaryPrimitives.WriteInt32BigEndian(to.GetSpan(sizeof(int)), length);
        to.Advance(sizeof(int));
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> from, int count)
    {
        var taken = from[..count];
        from = from[count..];
        return taken;
    }

    private static long Number(ref ReadOnlySpan<byte> from, int size)
    {
        var number = 0L;
        foreach (var digit in Take(ref from, size)) number = number << 8 | digit;
        return number;
    }

    private static long Signed(ref ReadOnlySpan<byte> from, int size)
    {
        var unused = 64 - 8 * size;
        return Number(ref from, size) << unused >> unused;
    }

    private static string Text(ref ReadOnlySpan<byte> from, int length) => Encoding.UTF8.GetString(Take(ref from, length));

    private static object?[] Items(ref ReadOnlySpan<byte> from, int count)
    {
        var items = new object?[count];
        for (var i = 0; i < count; i++) items[i] = Read(ref from);
        return items;
    }
}
