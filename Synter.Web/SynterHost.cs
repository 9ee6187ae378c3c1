using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Agents.Schedules;
using Synter.Infrastructure.Database;
using Synter.Infrastructure.EmbeddedPostgres;
using Synter.Infrastructure.Settings;
using Synter.Web.Api;

namespace Synter.Web;

/// <summary>
/// One running Synter: settings, database, schema, then the doors. What an operator got wrong leaves as a
/// <see cref="StartupException"/>.
/// </summary>
public sealed class SynterHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly PostgresCluster? _cluster;
    private bool _isRunning;

    private SynterHost(WebApplication app, PostgresCluster? cluster) => (_app, _cluster) = (app, cluster);

    public IServiceProvider Services => _app.Services;

    /// <summary>Where it listens, once started.</summary>
    public ICollection<string> Urls => _app.Urls;

    /// <param name="args">Settings as <c>--NAME=value</c>, before those of the environment.</param>
    /// <param name="configure">For tests: services in place of the real ones.</param>
    public static async Task<SynterHost> BuildAsync(string[] args, Action<IServiceCollection>? configure = null)
    {
        DatabaseOptions.PrepareModel();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(SynterHost).Assembly.GetName().Name,
            // Where appsettings.json and the web assets are, wherever it is started from.
            ContentRootPath = AppContext.BaseDirectory,
        });
        var settings = SettingsReader.Read(builder.Configuration, builder.Environment.IsDevelopment());
        builder.Logging.AddSynterLogging(settings, builder.Environment);
        // Before anything is started: without the one nobody could sign in, without the other nobody could come in.
        using (new Argon2id(settings.PasswordCost)) PortProbe.Check(settings.Urls);

        var starting = settings.ConnectionString is null ? StartClusterAsync(settings) : null;
        try
        {
            // What needs no connection is done while PostgreSQL comes up.
            builder.WebHost.UseUrls([.. settings.Urls]);
            builder.Services.Configure<HostOptions>(host => host.ServicesStartConcurrently = true);
            builder.Services.AddSingleton(settings);
            builder.Services.AddSynter(settings);
            var cluster = starting is null ? null : await starting;
            var connectionString = cluster?.ConnectionString ?? settings.ConnectionString!;
            if (cluster is null) await DatabaseProbe.CheckAsync(connectionString, CancellationToken.None);
            NoteDatabase(settings, connectionString, cluster);

            builder.Services.AddSynterDatabase(connectionString);
            builder.Services.AddClock();
            configure?.Invoke(builder.Services);
            var app = builder.Build();
            Pipeline.Use(app);
            app.MapSynter();
            return new SynterHost(app, cluster);
        }
        catch
        {
            if (starting is not null) await StopAsync(starting);
            throw;
        }
    }

    /// <returns>False when it was asked to stop before it was up.</returns>
    public async Task<bool> StartAsync()
    {
        var settings = Services.GetRequiredService<SynterSettings>();
        var log = Services.GetRequiredService<ILogger<SynterHost>>();
        if (settings.NamesRedis) log.RedisUnused();
        if (settings.NamesR1Fs) log.R1FsUnused();
        await MigrateAsync(settings);
        try
        {
            await _app.StartAsync();
            return _isRunning = true;
        }
        catch (Exception failure) when (_app.Lifetime.ApplicationStopping.IsCancellationRequested && IsCancellation(failure))
        {
            return false;
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            throw PortProbe.Refusal(string.Join(", ", settings.Urls), failure);
        }
        catch (InvalidOperationException noCertificate) when (settings.Urls.Any(url => url.StartsWith("https:", StringComparison.OrdinalIgnoreCase)))
        {
            throw new StartupException("SYNTER_URLS names an https address and there is no certificate for it: name one in Kestrel__Certificates__Default__Path, or listen on http behind a proxy.", noCertificate);
        }
    }

    /// <summary>Says where it is and, the first time, how to get in.</summary>
    public void Announce(TextWriter output)
    {
        output.WriteLine($"Synter is ready at {string.Join(", ", Urls)}");
        var first = Services.GetRequiredService<FirstAdmin>();
        if (first.Email is null) return;
        output.WriteLine(first.GeneratedPassword is null
            ? $"Sign in as {first.Email} with the password in SYNTER_ADMIN_PASSWORD."
            : $"Sign in as {first.Email} with the password {first.GeneratedPassword} (it is shown only this once).");
    }

    /// <summary>Until a signal or the application itself asks it to stop; then it has stopped.</summary>
    public async Task WaitForShutdownAsync()
    {
        await _app.WaitForShutdownAsync();
        _isRunning = false;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_isRunning) await _app.StopAsync();
            await _app.DisposeAsync();
        }
        finally
        {
            // Last, whatever else went wrong: everything above writes to it until it ends.
            if (_cluster is not null) await _cluster.DisposeAsync();
        }
    }

    private static async Task<PostgresCluster> StartClusterAsync(SynterSettings settings)
    {
        using var logs = LoggerFactory.Create(logging => logging.SetMinimumLevel(settings.LogLevel).AddPlainConsole());
        var folder = Path.Combine(settings.DataFolder, "postgres");
        // The same place each time, so that the second start finds what the first one made.
        var place = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..12];
        return await PostgresCluster.StartAsync(
            new ClusterOptions { Folder = folder, FallbackFolder = Environment.IsPrivilegedProcess ? $"/var/lib/synter/{place}" : null },
            logs.CreateLogger<PostgresCluster>(),
            CancellationToken.None);
    }

    /// <summary>A cluster that may still be coming up, and may not.</summary>
    private static async Task StopAsync(Task<PostgresCluster> starting)
    {
        await Task.WhenAny(starting);
        if (starting.IsCompletedSuccessfully) await (await starting).DisposeAsync();
    }

    private async Task MigrateAsync(SynterSettings settings)
    {
        try
        {
            await Services.GetRequiredService<Migrator>().RunAsync(settings.MayMigrate, CancellationToken.None);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new StartupException($"The database role may not make the schema ({refused.MessageText}): let the role in POSTGRES_URL own its database.", refused);
        }
    }

    // Services start side by side, so more than one may give up; Quartz wraps what it gave up for.
    private static bool IsCancellation(Exception failure) => failure switch
    {
        OperationCanceledException => true,
        AggregateException several => several.InnerExceptions.All(IsCancellation),
        _ => failure.InnerException is { } cause && IsCancellation(cause),
    };

    /// <summary>For <c>./synter doctor</c>: how to reach the database. The password stays in its own file.</summary>
    private static void NoteDatabase(SynterSettings settings, string connectionString, PostgresCluster? cluster)
    {
        var address = new NpgsqlConnectionStringBuilder(connectionString);
        var note = new { address.Host, address.Port, Name = address.Database, User = address.Username, PasswordFile = cluster?.PasswordFile };
        try
        {
            Directory.CreateDirectory(settings.DataFolder);
            File.WriteAllText(Path.Combine(settings.DataFolder, "database.json"), JsonSerializer.Serialize(note, ApiJson.Options));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The folder {settings.DataFolder} cannot be written to: set SYNTER_DATA to one that can.", refused);
        }
    }
}
