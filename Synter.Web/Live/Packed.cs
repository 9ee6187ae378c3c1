using System.IO.Compression;
using System.Text.Json;

namespace Synter.Web.Live;

/// <summary>
/// A page's state as a few kilobytes: JSON, compressed. The same state gives the same bytes. No string or array of the whole JSON is
/// made, as it would lie among the large objects that are seldom collected.
/// </summary>
public static class Packed
{
    public static byte[] Pack<T>(T state)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
        {
            JsonSerializer.Serialize(brotli, state);
        }

        return packed.ToArray();
    }

    public static T? Unpack<T>(byte[] packed)
    {
        using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<T>(brotli);
    }
}
