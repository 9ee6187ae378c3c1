using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Synter.Tests.Bench.Circuits;

/// <summary>
/// Has another .NET process collect its garbage, as dotnet-gcdump does: over the runtime's own diagnostic socket, by asking for the events
/// of a collection. Synter itself has no door for it.
/// </summary>
internal static class Garbage
{
    private const byte EventPipe = 2;
    private const byte CollectTracing = 2;
    private const uint NetTrace = 1;
    private const ulong Collect = 0x80_0000;
    private const uint Informational = 4;

    // Two: what the first one finalizes the second one frees. Each is over long before.
    private const int Times = 2;
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(3);

    public static async Task CollectAsync(int process, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Times; i++)
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Door(process)), cancellationToken);
            await using var stream = new NetworkStream(socket);
            await stream.WriteAsync(Request(), cancellationToken);
            var reading = stream.CopyToAsync(Stream.Null, CancellationToken.None);
            await Task.Delay(Long, cancellationToken);
            socket.Close();
            await reading.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    /// <summary>What the process holds of the machine's memory, in megabytes.</summary>
    public static double Resident(int process) =>
        double.Parse(
            File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture) / 1024;

    /// <summary>What of it is code that the runtime has compiled, in megabytes: more of it the longer a process runs, whoever uses it.</summary>
    public static double Code(int process)
    {
        var (kilobytes, isCode) = (0L, false);
        foreach (var line in File.ReadLines($"/proc/{process}/smaps"))
        {
            if (line.StartsWith("Rss:", StringComparison.Ordinal)) kilobytes += isCode ? long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) : 0;
            else if (char.IsAsciiHexDigitLower(line[0])) isCode = line.Contains(" rwxp ", StringComparison.Ordinal) || line.Contains("memfd:doublemapper", StringComparison.Ordinal);
        }

        return kilobytes / 1024.0;
    }

    private static string Door(int process) => Directory.EnumerateFiles(Path.GetTempPath(), $"dotnet-diagnostic-{process}-*-socket").Single();

    private static byte[] Request()
    {
        using var payload = new MemoryStream();
        using (var body = new BinaryWriter(payload, Encoding.Unicode, leaveOpen: true))
        {
            body.Write(1u); // megabyte of buffer
            body.Write(NetTrace);
            body.Write(1u); // provider
            body.Write(Collect);
            body.Write(Informational);
            WriteText(body, "Microsoft-Windows-DotNETRuntime");
            WriteText(body, "");
        }

        using var message = new MemoryStream();
        using var head = new BinaryWriter(message);
        head.Write("DOTNET_IPC_V1\0"u8);
        head.Write((ushort)(20 + payload.Length));
        head.Write(EventPipe);
        head.Write(CollectTracing);
        head.Write((ushort)0);
        head.Write(payload.ToArray());
        return message.ToArray();
    }

    private static void WriteText(BinaryWriter body, string text)
    {
        body.Write((uint)text.Length + 1);
        body.Write(Encoding.Unicode.GetBytes(text + '\0'));
    }
}
