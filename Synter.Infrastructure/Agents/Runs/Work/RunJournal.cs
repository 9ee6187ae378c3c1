using Microsoft.Extensions.Logging;
using Synter.Domain.Agents.Runs;
using Synter.Infrastructure.Agents.Runs.Feed;
using Synter.Infrastructure.Agents.Runs.Queue;

namespace Synter.Infrastructure.Agents.Runs.Work;

/// <summary>
/// Writes what runs say while they run: the newest progress and the new log lines of all of them in one statement, a few times a
/// second. Each write is conditional on the lease, and finds out by the way which leases are lost and who is to be cancelled.
/// </summary>
internal sealed class RunJournal : IAsyncDisposable
{
    private const int MostRuns = 500;
    private const int MostLinesOfRun = 500;

    private const string Sql = $"""
        WITH held AS (
            UPDATE run_queue q SET
                progress_done = g.done, progress_total = g.total, progress_step = g.step, log_seq = g.log_seq, version = q.version + 1
            FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[], $7::bigint[], $8::text[])
                AS g (workspace_id, run_id, token, done, total, step, log_seq, lines)
            WHERE q.workspace_id = g.workspace_id AND q.run_id = g.run_id AND q.lease_token = g.token
            RETURNING q.workspace_id, q.run_id, q.version, q.cancel_requested, g.lines
        ), lines AS (
            {LogLines.InsertSql}
        )
        SELECT run_id, version, cancel_requested FROM held
        """;

    private readonly EngineConnections _connections;
    private readonly RunAnnouncements _announcements;
    private readonly Coalescer<LiveRun> _news;

    public RunJournal(
        EngineConnections connections, RunAnnouncements announcements, RunEngineOptions options, TimeProvider clock, ILogger<RunJournal> log)
    {
        _connections = connections;
        _announcements = announcements;
        _news = new Coalescer<LiveRun>(WriteAsync, options.JournalEvery, clock, log);
    }

    public void HasNews(LiveRun run) => _news.Add(run);

    /// <summary>Progress goes to the pages of this node at once, and to the table in its turn.</summary>
    public void HasMoved(LiveRun run)
    {
        _announcements.Moved(run);
        _news.Add(run);
    }

    public ValueTask DisposeAsync() => _news.DisposeAsync();

    private async Task WriteAsync(IReadOnlyCollection<LiveRun> runs)
    {
        foreach (var batch in runs.Chunk(MostRuns))
        {
            var entries = new List<Entry>(batch.Length);
            foreach (var run in batch)
            {
                if (run.BeginWrite(MostLinesOfRun) is { } unwritten)
                {
                    entries.Add(new Entry(run, unwritten));
                }
            }

            if (entries.Count > 0)
            {
                await WriteAsync(entries);
            }
        }
    }

    private async Task WriteAsync(List<Entry> entries)
    {
        Dictionary<RunId, (long Version, bool CancelRequested)> written;
        try
        {
            written = await ExecuteAsync(entries);
        }
        catch
        {
            foreach (var (run, unwritten) in entries)
            {
                run.EndWrite(unwritten, null);
                _news.Add(run);
            }

            throw;
        }

        foreach (var (run, unwritten) in entries)
        {
            if (!written.TryGetValue(run.Claimed.Id, out var row))
            {
                run.EndWrite(unwritten, null);
                run.Stop(StopReason.LeaseLost);
                continue;
            }

            if (run.EndWrite(unwritten, row.Version))
            {
                _news.Add(run);
            }

            _announcements.Written(run);
            if (row.CancelRequested)
            {
                run.Stop(StopReason.Cancelled);
            }
        }
    }

    private async Task<Dictionary<RunId, (long Version, bool CancelRequested)>> ExecuteAsync(List<Entry> entries)
    {
        await using var lease = await _connections.RentAsync(default);
        var command = await lease.CommandAsync(Sql,
        [
            Column(e => e.Run.Claimed.Envelope.Workspace.Value),
            Column(e => e.Run.Claimed.Id.Value),
            Column(e => e.Run.Claimed.Token),
            Column(e => e.Unwritten.Progress.Done),
            Column(e => e.Unwritten.Progress.Total),
            Column(e => e.Unwritten.Progress.Step),
            Column(e => e.Unwritten.LogSeq),
            Column(e => LogLines.ToJson(e.Unwritten.Lines)),
        ], default);
        await using var reader = await command.ExecuteReaderAsync();
        var written = new Dictionary<RunId, (long, bool)>(entries.Count);
        while (await reader.ReadAsync())
        {
            written.Add(new RunId(reader.GetGuid(0)), (reader.GetInt64(1), reader.GetBoolean(2)));
        }

        return written;

        T[] Column<T>(Func<Entry, T> value) => [.. entries.Select(value)];
    }

    private sealed record Entry(LiveRun Run, Unwritten Unwritten);
}
