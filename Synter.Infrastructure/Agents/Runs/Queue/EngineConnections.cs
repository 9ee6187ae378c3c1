using System.Collections.Concurrent;
using Npgsql;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Agents.Runs.Queue;

/// <summary>
/// The engine's own connections: opened once in system scope and kept, so that a claim or a completion is one round trip of a
/// prepared statement, without setting a scope and resetting it each time.
/// </summary>
internal sealed class EngineConnections(SynterDatabase database) : IAsyncDisposable
{
    private static readonly Scope Scope = new Scope.System("run queue");

    // Its statements are all index look-ups, planned once: a plan of its own for each execution costs more than the execution. But
    // a plan made while the tables were small would scan or hash them, and stay so after they have grown; so those ways are shut.
    private const string Settings = """
        SET plan_cache_mode = force_generic_plan; SET jit = off;
        SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off
        """;

    private readonly ConcurrentBag<Session> _idle = [];
    private volatile bool _disposed;

    public async ValueTask<Lease> RentAsync(CancellationToken cancellationToken)
    {
        while (_idle.TryTake(out var idle))
        {
            if (idle.IsOpen)
            {
                return new Lease(this, idle);
            }

            await idle.DisposeAsync();
        }

        var connection = await database.OpenAsync(Scope, cancellationToken);
        await using var settings = new NpgsqlCommand(Settings, connection);
        await settings.ExecuteNonQueryAsync(cancellationToken);
        return new Lease(this, new Session(connection));
    }

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await CloseIdleAsync();
    }

    private async ValueTask ReturnAsync(Session session)
    {
        if (session.IsOpen && !_disposed)
        {
            _idle.Add(session);
            return;
        }

        await session.DisposeAsync();
        // One cut line means most likely that the server went: the others would only fail one after another.
        await CloseIdleAsync();
    }

    private async ValueTask CloseIdleAsync()
    {
        while (_idle.TryTake(out var idle))
        {
            await idle.DisposeAsync();
        }
    }

    /// <summary>A connection on loan; disposing gives it back.</summary>
    public readonly struct Lease(EngineConnections owner, Session session) : IAsyncDisposable
    {
        public NpgsqlConnection Connection => session.Connection;

        /// <summary>The connection's prepared command for this text, with these values. One at a time; not to be disposed.</summary>
        public ValueTask<NpgsqlCommand> CommandAsync(string sql, object?[] values, CancellationToken cancellationToken) =>
            session.CommandAsync(sql, values, cancellationToken);

        public ValueTask DisposeAsync() => owner.ReturnAsync(session);
    }

    /// <summary>A connection and the commands prepared on it.</summary>
    internal sealed class Session(NpgsqlConnection connection) : IAsyncDisposable
    {
        private readonly Dictionary<string, NpgsqlCommand> _commands = [];

        public NpgsqlConnection Connection => connection;

        public bool IsOpen => connection.State == System.Data.ConnectionState.Open;

        public async ValueTask<NpgsqlCommand> CommandAsync(string sql, object?[] values, CancellationToken cancellationToken)
        {
            if (_commands.TryGetValue(sql, out var known))
            {
                for (var i = 0; i < values.Length; i++)
                {
                    known.Parameters[i].Value = values[i] ?? DBNull.Value;
                }

                return known;
            }

            var command = new NpgsqlCommand(sql, connection);
            foreach (var value in values)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
            }

            await command.PrepareAsync(cancellationToken);
            _commands.Add(sql, command);
            return command;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var command in _commands.Values)
            {
                await command.DisposeAsync();
            }

            await connection.DisposeAsync();
        }
    }
}
