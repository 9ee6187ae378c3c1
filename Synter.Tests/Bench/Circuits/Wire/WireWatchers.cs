using System.Buffers.Text;
using System.Collections.Concurrent;

namespace Synter.Tests.Bench.Circuits.Wire;

/// <summary>Many open pages without a browser, and when each was sent which mark.</summary>
internal sealed class WireWatchers(Uri address, string cookie) : IAsyncDisposable
{
    private const int AtOnce = 4;

    private readonly Visitor _visitor = new(address, cookie);
    private readonly List<(WireCircuit Circuit, ConcurrentQueue<Sight> Seen)> _pages = [];

    /// <summary>Opens pages until there are so many, each of them live, taking the addresses in turn.</summary>
    public async Task OpenAsync(int count, params string[] addresses)
    {
        while (_pages.Count < count)
        {
            var next = Enumerable.Range(_pages.Count, Math.Min(AtOnce, count - _pages.Count));
            _pages.AddRange(await Task.WhenAll(next.Select(i => OpenAsync(addresses[i % addresses.Length]))));
        }
    }

    /// <summary>What each page was sent since it was opened, mark by mark. Fails when one of them has ended.</summary>
    public IReadOnlyList<Sight[]> Seen()
    {
        foreach (var (circuit, _) in _pages) circuit.Check();
        return [.. _pages.Select(page => page.Seen.ToArray())];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (circuit, _) in _pages) await circuit.DisposeAsync();
        _visitor.Dispose();
    }

    private async Task<(WireCircuit, ConcurrentQueue<Sight>)> OpenAsync(string path)
    {
        var seen = new ConcurrentQueue<Sight>();
        return (await WireCircuit.OpenAsync(_visitor, path, batch => Note(batch.Span, seen), default), seen);
    }

    // A batch has its texts in UTF-8, each with its length before it.
    private static void Note(ReadOnlySpan<byte> batch, ConcurrentQueue<Sight> seen)
    {
        var at = batch.LastIndexOf("Mark "u8);
        if (at > 0 && Utf8Parser.TryParse(batch.Slice(at, batch[at - 1])["Mark ".Length..], out int mark, out _))
        {
            seen.Enqueue(new Sight { Mark = mark, At = (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds });
        }
    }
}
