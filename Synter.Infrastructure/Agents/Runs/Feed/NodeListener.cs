using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Agents.Runs.Queue;
using Synter.Infrastructure.Agents.Runs.Work;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Agents.Runs.Feed;

/// <summary>
/// Hears what the other nodes tell, on a connection of its own. What was sent while the line was cut is lost, so after each
/// connecting everyone who watches reads the snapshot again, the workers look into the queue, and what runs here is asked for anew.
/// </summary>
internal sealed class NodeListener(
    SynterDatabase database, RunNode node, RunFeed runs, WorkspaceFeed workspaces, PulseReader pulses, LiveRuns live, RunLeases leases, RunWake wake,
    TimeProvider clock, ILogger<NodeListener> log) : BackgroundService
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly string _own = node.Id.ToString("N");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wait = ShortestWait;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await database.OpenOutsidePoolAsync(new Scope.System("live messages"), stoppingToken);
                connection.Notification += (_, notification) => Hear(notification.Payload);
                await ListenAsync(connection, stoppingToken);
                wait = ShortestWait;
                Resync();
                // A word to cancel may be among what was lost.
                await leases.RenewAsync();
                while (true)
                {
                    await connection.WaitAsync(stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (failure is NpgsqlException or IOException or TimeoutException or OperationCanceledException)
            {
                log.ListenerCutOff(wait, failure.Message);
                await Task.Delay(wait, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
            }
        }
    }

    private static async Task ListenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var listen = new NpgsqlCommand($"LISTEN {NodeNotifier.Channel}", connection);
        await listen.ExecuteNonQueryAsync(cancellationToken);
    }

    private void Resync()
    {
        runs.Resync();
        workspaces.Resync();
        wake.Set();
    }

    private void Hear(string payload)
    {
        if (payload.StartsWith(_own, StringComparison.Ordinal))
        {
            return;
        }

        foreach (var part in payload.AsSpan().Split(' '))
        {
            if (NodeMessage.TryParse(payload.AsSpan()[part], out var message))
            {
                Hear(message);
            }
        }
    }

    private void Hear(NodeMessage message)
    {
        switch (message.Kind)
        {
            case NodeMessageKind.WorkQueued:
                wake.Set();
                break;
            case NodeMessageKind.CancelRequested:
                live.Cancel(message.Run);
                break;
            case NodeMessageKind.RunMoved:
                pulses.Read(message.Workspace, message.Run);
                break;
            case NodeMessageKind.RunChanged:
                pulses.Read(message.Workspace, message.Run);
                workspaces.PublishHere(message.Workspace, new FeedChange(FeedTopic.Runs, message.Run.ToString()));
                break;
            case NodeMessageKind.ManyRuns:
                runs.Resync(message.Workspace);
                workspaces.PublishHere(message.Workspace, new FeedChange(FeedTopic.Runs, null));
                break;
            case NodeMessageKind.Changed:
                workspaces.PublishHere(message.Workspace, message.Change);
                break;
            case NodeMessageKind.Resync:
                Resync();
                break;
        }
    }
}
