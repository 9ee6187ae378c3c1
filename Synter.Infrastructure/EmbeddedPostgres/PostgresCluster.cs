using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Npgsql;
using Synter.Infrastructure.Settings;

namespace Synter.Infrastructure.EmbeddedPostgres;

/// <summary>
/// A PostgreSQL of Synter's own, on the loopback address. It starts and stops with the process that owns it; a second
/// process on the same folder shares it, and takes it over, on the same port, when the first one goes.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    public const string Database = "synter";

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    private readonly ClusterOptions _options;
    private readonly ClusterFiles _files;
    private readonly ServerAccount _account;
    private readonly ILogger _log;
    private readonly ManualResetEventSlim _stop = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isOwner;

    private PostgresCluster(ClusterOptions options, ILogger log)
    {
        _options = options;
        _log = log;
        _account = ServerAccount.Choose(options.Accounts);
        _files = ClusterFiles.Locate(options, _account);
    }

    public string Folder => _files.Folder;

    public int Port { get; private set; }

    public string PasswordFile => _files.Password;

    /// <summary>As the role that Synter works as, to its database.</summary>
    public string ConnectionString => Connection(Provisioning.Role, File.ReadAllText(_files.Password), Database, pooled: true);

    /// <summary>To look whether the server answers: a connection of the pool may be one that the server before this one has closed.</summary>
    private string LookingConnectionString => Connection(Provisioning.Role, File.ReadAllText(_files.Password), Database, pooled: false);

    /// <summary>As the superuser, who makes databases and nothing else.</summary>
    public string SuperuserConnectionString => Connection("postgres", File.ReadAllText(_files.SuperuserPassword), "postgres", pooled: false);

    /// <summary>Starts the cluster, making it first where there is none, and returns when it takes connections.</summary>
    public static async Task<PostgresCluster> StartAsync(ClusterOptions options, ILogger log, CancellationToken cancellation)
    {
        if (!OperatingSystem.IsLinux())
            throw new StartupException("Synter brings up a PostgreSQL of its own on Linux only: set POSTGRES_URL to a database of yours.");

        var cluster = new PostgresCluster(options, log);
        try
        {
            // A thread of its own, for the whole life: see Postmaster.
            new Thread(cluster.Keep) { IsBackground = true, Name = "PostgreSQL keeper" }.Start();
            await cluster.WaitUntilReadyAsync(cancellation);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _stop.Set();
        await _ended.Task;
        _stop.Dispose();
    }

    private void Keep()
    {
        try
        {
            using var ownership = WaitForOwnership();
            while (!_stop.IsSet) KeepOneServer();
        }
        catch (Exception failure)
        {
            _ready.TrySetException(failure);
        }
        finally
        {
            _ended.SetResult();
        }
    }

    private FileStream? WaitForOwnership()
    {
        do
        {
            if (_files.TryTakeOwnership() is not { } ownership) continue;
            _isOwner = true;
            return ownership;
        }
        while (!_stop.Wait(TimeSpan.FromMilliseconds(200)));
        return null;
    }

    private void KeepOneServer()
    {
        try
        {
            var binaries = ClusterMaking.BinariesFor(_files);
            if (!_files.Exist) ClusterMaking.Make(_files, binaries, _account, _options.Durable, _log);
            using var server = AdoptOrStart(binaries);
            if (server is null) return;
            _ready.TrySetResult();

            while (!_stop.Wait(TimeSpan.FromMilliseconds(200)) && !server.HasExited) { }
            if (_stop.IsSet) server.Stop();
            else _log.ServerDied();
        }
        catch (Exception failure) when (_ready.Task.IsCompletedSuccessfully)
        {
            _log.RestartFailed(failure);
            _stop.Wait(TimeSpan.FromSeconds(1));
        }
    }

    private Postmaster? AdoptOrStart(PostgresBinaries binaries)
    {
        var clock = Stopwatch.StartNew();
        if (SettleLock(clock) is { } adopted)
        {
            _log.ServerAdopted(adopted.Port);
            return Answers(adopted, clock) ? adopted : null;
        }

        for (var attempt = 1; ; attempt++)
        {
            var server = Postmaster.Start(binaries, _account, _files.Data, ChoosePort(), _options.Durable, _log);
            try
            {
                if (Answers(server, clock))
                {
                    _log.ServerRuns(binaries.Major, server.Port);
                    return server;
                }
            }
            catch
            {
                server.Stop();
                throw;
            }

            var words = server.LastWords;
            server.Stop();
            server.Dispose();
            if (_stop.IsSet) return null;
            if (attempt == 3) throw new StartupException($"PostgreSQL did not start in {_files.Folder}: {words}");
        }
    }

    /// <summary>
    /// Deals with what an earlier process left: a server that runs is adopted, one that is shutting down (the last
    /// will of a killed owner) is waited for, and a lock without a process is removed.
    /// </summary>
    private Postmaster? SettleLock(Stopwatch clock)
    {
        while (PostmasterFile.Read(_files.Data) is { } file)
        {
            if (file.IsReady && Postmaster.Adopt(file) is { } server) return server;
            if (!file.IsAlive && !file.FolderIsInUse)
            {
                file.Delete();
                _log.StaleLockRemoved(file.ProcessId);
                return null;
            }

            if (clock.Elapsed > _options.StartTimeout)
                throw new StartupException($"Process {file.ProcessId} has held the database in {_files.Data} for {clock.Elapsed.TotalSeconds:0} s without serving it: stop it, or set SYNTER_DATA to another folder.");
            if (_stop.Wait(Glance)) return null;
        }

        return null;
    }

    /// <summary>True when the server takes connections and has role and database.</summary>
    private bool Answers(Postmaster server, Stopwatch clock)
    {
        Port = server.Port;
        while (!server.HasExited && !_stop.IsSet && clock.Elapsed < _options.StartTimeout)
        {
            if (PostmasterFile.Read(_files.Data) is not { IsReady: true })
            {
                _stop.Wait(Glance);
                continue;
            }

            try
            {
                var password = ClusterFiles.Secret(_files.Password, out var isNew);
                if (isNew || !Provisioning.IsDone(LookingConnectionString)) Provisioning.Apply(SuperuserConnectionString, Database, password, isNew);
                _files.LastPort = server.Port;
                return true;
            }
            catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InvalidPassword)
            {
                throw new StartupException($"The password in {_files.SuperuserPassword} does not fit the database beside it: put the right file back, or set SYNTER_DATA to another folder.");
            }
            catch (NpgsqlException notYet) when (notYet is not PostgresException || notYet.SqlState == PostgresErrorCodes.CannotConnectNow)
            {
                _stop.Wait(Glance);
            }
        }

        return false;
    }

    /// <summary>The port of last time if it is free. Once somebody holds our connection string it must be that one.</summary>
    private int ChoosePort()
    {
        var wanted = Port != 0 ? Port : _files.LastPort ?? 0;
        try
        {
            return Bind(wanted);
        }
        catch (SocketException) when (!_ready.Task.IsCompletedSuccessfully)
        {
            return Bind(0);
        }
    }

    private static int Bind(int port)
    {
        using var probe = new TcpListener(IPAddress.Loopback, port);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        while (!_ready.Task.IsCompleted)
        {
            await Task.WhenAny(_ready.Task, Task.Delay(Glance, cancellation));
            cancellation.ThrowIfCancellationRequested();
            if (!_isOwner && await OthersServerAnswersAsync(cancellation)) return;
            if (clock.Elapsed > _options.StartTimeout + TimeSpan.FromSeconds(5))
                throw new StartupException($"PostgreSQL in {_files.Folder} did not take connections within {clock.Elapsed.TotalSeconds:0} s: look at what holds it, or set SYNTER_DATA to another folder.");
        }

        await _ready.Task;
    }

    private async Task<bool> OthersServerAnswersAsync(CancellationToken cancellation)
    {
        if (PostmasterFile.Read(_files.Data) is not { IsReady: true } file || !File.Exists(_files.Password)) return false;
        Port = file.Port;
        try
        {
            await using var connection = new NpgsqlConnection(LookingConnectionString);
            await connection.OpenAsync(cancellation);
            _log.SharingCluster(_files.Folder);
            _ready.TrySetResult();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private string Connection(string user, string password, string database, bool pooled) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = Port,
            Username = user,
            Password = password.Trim(),
            Database = database,
            Pooling = pooled,
            // Two processes and their schedulers stay below what the server takes.
            MaxPoolSize = 60,
            Timeout = 5,
        }.ConnectionString;
}
