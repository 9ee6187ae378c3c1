using System.Buffers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Synter.Tests.Bench.Circuits.Wire;

/// <summary>A SignalR connection to Blazor's hub over a WebSocket, as blazor.web.js has it: negotiated, in binary, kept alive.</summary>
internal sealed class HubLine : IAsyncDisposable
{
    public const long Invocation = 1;
    public const long Completion = 3;
    private const long Ping = 6;
    private const long Close = 7;
    private const byte EndOfHandshake = 0x1E;
    private static readonly TimeSpan Alive = TimeSpan.FromSeconds(15);

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly CancellationTokenSource _ended = new();
    private readonly ArrayBufferWriter<byte> _received = new(32 * 1024);
    private int _read;

    private HubLine()
    {
    }

    public static async Task<HubLine> OpenAsync(Visitor visitor, CancellationToken cancellationToken)
    {
        using var answer = await visitor.Http.PostAsync(new Uri("_blazor/negotiate?negotiateVersion=1", UriKind.Relative), null, cancellationToken);
        var negotiated = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>(cancellationToken);

        var line = new HubLine();
        line._socket.Options.SetRequestHeader("Cookie", visitor.Cookie);
        var address = new UriBuilder(visitor.Address) { Scheme = "ws", Path = "_blazor", Query = "id=" + Uri.EscapeDataString(negotiated!["connectionToken"]!.GetValue<string>()) };
        await line._socket.ConnectAsync(address.Uri, cancellationToken);
        await line._socket.SendAsync("""{"protocol":"blazorpack","version":1}"""u8.ToArray().Append(EndOfHandshake).ToArray(), WebSocketMessageType.Binary, true, cancellationToken);
        await line.ShakeHandsAsync(cancellationToken);
        _ = line.KeepAliveAsync();
        return line;
    }

    /// <param name="invocation">Names the call, where its answer is wanted.</param>
    public Task SendAsync(string? invocation, string target, params object?[] arguments) =>
        SendAsync([Invocation, MsgPack.EmptyMap, invocation, target, arguments]);

    /// <summary>What the server says, until it says that it hangs up: that is a failure, for we hang up first.</summary>
    public async IAsyncEnumerable<object?[]> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var message = await NextAsync(cancellationToken);
            switch (message[0])
            {
                case Ping: break;
                case Close: throw new InvalidOperationException($"The server hung up: {message[1]}");
                default: yield return message; break;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        if (_socket.State == WebSocketState.Open) await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);
        _socket.Dispose();
        _sending.Dispose();
        _ended.Dispose();
    }

    private async Task ShakeHandsAsync(CancellationToken cancellationToken)
    {
        int end;
        while ((end = Unread.IndexOf(EndOfHandshake)) < 0) await ReceiveAsync(cancellationToken);
        if (end != 2) throw new InvalidOperationException($"The hub did not shake hands: {System.Text.Encoding.UTF8.GetString(Unread[..end])}");
        _read = end + 1;
    }

    private ReadOnlySpan<byte> Unread => _received.WrittenSpan[_read..];

    private async Task<object?[]> NextAsync(CancellationToken cancellationToken)
    {
        object?[]? message;
        while ((message = TryTake()) is null) await ReceiveAsync(cancellationToken);
        return message;
    }

    // Each message has its length before it, seven bits a byte.
    private object?[]? TryTake()
    {
        var unread = Unread;
        var (length, digits) = (0, 0);
        do
        {
            if (digits == unread.Length) return null;
            length |= (unread[digits] & 0x7F) << 7 * digits;
        }
        while ((unread[digits++] & 0x80) != 0);

        if (unread.Length < digits + length) return null;
        var message = unread.Slice(digits, length);
        _read += digits + length;
        return (object?[])MsgPack.Read(ref message)!;
    }

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        if (_read == _received.WrittenCount)
        {
            _received.ResetWrittenCount();
            _read = 0;
        }

        var got = await _socket.ReceiveAsync(_received.GetMemory(16 * 1024), cancellationToken);
        if (got.MessageType == WebSocketMessageType.Close) throw new InvalidOperationException($"The server closed the connection: {_socket.CloseStatus} {_socket.CloseStatusDescription}");
        _received.Advance(got.Count);
    }

    private async Task SendAsync(object?[] message)
    {
        var body = new ArrayBufferWriter<byte>();
        MsgPack.Write(body, message);
        var framed = new ArrayBufferWriter<byte>(body.WrittenCount + 5);
        var left = body.WrittenCount;
        for (; left >= 0x80; left >>= 7) framed.Write<byte>([(byte)(left | 0x80)]);
        framed.Write<byte>([(byte)left]);
        framed.Write(body.WrittenSpan);

        await _sending.WaitAsync(_ended.Token);
        try
        {
            await _socket.SendAsync(framed.WrittenMemory, WebSocketMessageType.Binary, true, _ended.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task KeepAliveAsync()
    {
        using var timer = new PeriodicTimer(Alive);
        try
        {
            while (await timer.WaitForNextTickAsync(_ended.Token)) await SendAsync([Ping]);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            // The line is down. Whoever reads it learns that.
        }
    }
}
