using System.Text;
using Microsoft.Extensions.Logging;
using Synter.Infrastructure.Agents.Runs.Queue;

namespace Synter.Infrastructure.Agents.Runs.Feed;

/// <summary>
/// Tells the other nodes, after the commit and all together every few milliseconds. Nothing else in Synter calls NOTIFY: inside
/// business transactions it would make them commit one after another.
/// </summary>
internal sealed class NodeNotifier : IAsyncDisposable
{
    public const string Channel = "synter_live";

    private const int MostBytes = 7_900;
    private const int MostRunsByName = 50;
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(2);

    // A notification need not survive a crash of the server: its listeners are cut off too, and resync.
    private const string Sql = "SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, p) FROM unnest($2::text[]) AS p";

    private readonly EngineConnections _connections;
    private readonly RunNode _node;
    private readonly Coalescer<NodeMessage> _outbox;
    private volatile bool _dropped;

    public NodeNotifier(EngineConnections connections, RunNode node, TimeProvider clock, ILogger<NodeNotifier> log)
    {
        _connections = connections;
        _node = node;
        _outbox = new Coalescer<NodeMessage>(SendAsync, Every, clock, log);
    }

    public void Tell(NodeMessage message) => _outbox.Add(message);

    public ValueTask DisposeAsync() => _outbox.DisposeAsync();

    private async Task SendAsync(IReadOnlyCollection<NodeMessage> messages)
    {
        var payloads = Payloads(Shorten(messages));
        try
        {
            await using var lease = await _connections.RentAsync(default);
            var command = await lease.CommandAsync(Sql, [Channel, payloads], default);
            await command.ExecuteNonQueryAsync();
            _dropped = false;
        }
        catch
        {
            _dropped = true;
            throw;
        }
    }

    private IEnumerable<NodeMessage> Shorten(IReadOnlyCollection<NodeMessage> messages)
    {
        if (_dropped)
        {
            yield return new NodeMessage(NodeMessageKind.Resync);
        }

        foreach (var group in messages.GroupBy(m => (m.Workspace, IsOfRun: m.Kind is NodeMessageKind.RunMoved or NodeMessageKind.RunChanged)))
        {
            if (group.Key.IsOfRun && group.Skip(MostRunsByName).Any())
            {
                yield return new NodeMessage(NodeMessageKind.ManyRuns, group.Key.Workspace);
                continue;
            }

            foreach (var message in group)
            {
                yield return message;
            }
        }
    }

    private string[] Payloads(IEnumerable<NodeMessage> messages)
    {
        var payloads = new List<string>();
        var text = new StringBuilder(_node.Id.ToString("N"));
        foreach (var message in messages.Select(m => m.ToString()))
        {
            // Ids and topic names are ASCII, so characters are bytes.
            if (text.Length + 1 + message.Length > MostBytes)
            {
                payloads.Add(text.ToString());
                text.Clear().Append(_node.Id.ToString("N"));
            }

            text.Append(' ').Append(message);
        }

        payloads.Add(text.ToString());
        return [.. payloads];
    }
}
