using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Synter.Infrastructure.Audit;

/// <summary>
/// An HMAC-SHA256 key split into its two padded halves: with them SQL needs no more than sha256 to sign, and so appending is one
/// statement. Checks what <c>audit_append</c> signed.
/// </summary>
internal sealed class AuditMac
{
    /// <summary>A key as long as SHA-256's block is used as it is, so there is nothing to hash first.</summary>
    public const int KeySize = 64;

    public AuditMac(ReadOnlySpan<byte> key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, KeySize);
        Inner = Array.ConvertAll(key.ToArray(), b => (byte)(b ^ 0x36));
        Outer = Array.ConvertAll(key.ToArray(), b => (byte)(b ^ 0x5c));
    }

    public byte[] Inner { get; }

    public byte[] Outer { get; }

    public byte[] Sign(AuditRow entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Inner);
        hash.AppendData(Message(entry));
        var inner = hash.GetHashAndReset();
        hash.AppendData(Outer);
        hash.AppendData(inner);
        return hash.GetHashAndReset();
    }

    /// <summary>The bytes that <c>audit_message</c> in 300_audit.sql makes.</summary>
    private static ReadOnlySpan<byte> Message(AuditRow entry)
    {
        var message = new ArrayBufferWriter<byte>(512);
        message.Write(entry.Prev);
        message.Write(entry.WorkspaceId.Value.ToByteArray(bigEndian: true));
        WriteInt64(message, entry.Seq);
        WriteInt64(message, (entry.At.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);
        WriteField(message, entry.Kind);
        WriteField(message, entry.ActorName);
        WriteField(message, entry.ActorId?.Value.ToString());
        WriteField(message, AuditChain.Name(entry.Via));
        WriteField(message, entry.Subject);
        WriteField(message, entry.Correlation);
        message.Write(entry.DetailsDigest);
        return message.WrittenSpan;
    }

    private static void WriteField(ArrayBufferWriter<byte> message, string? value)
    {
        BinaryPrimitives.WriteInt32BigEndian(message.GetSpan(sizeof(int)), value is null ? -1 : Encoding.UTF8.GetByteCount(value));
        message.Advance(sizeof(int));
        if (value is not null)
        {
            Encoding.UTF8.GetBytes(value, message);
        }
    }

    private static void WriteInt64(ArrayBufferWriter<byte> message, long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(message.GetSpan(sizeof(long)), value);
        message.Advance(sizeof(long));
    }
}
