using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Synter.Tests.Support;
using Synter.Web;

namespace Synter.Tests.Bench;

/// <summary>A whole Synter on a database of the benchmark's.</summary>
internal sealed class BenchSynter : IAsyncDisposable
{
    public const string Email = "admin@example.com";
    public const string Password = "correct horse battery";

    private readonly TemporaryFolder _data;
    private readonly IAsyncDisposable _running;

    private BenchSynter(TemporaryFolder data, IAsyncDisposable running, Uri address, int processId, string connectionString) =>
        (_data, _running, Address, ProcessId, ConnectionString) = (data, running, address, processId, connectionString);

    public string ConnectionString { get; }

    public Uri Address { get; }

    public int ProcessId { get; }

    /// <summary>As its users have it: a program of its own. Run from the repository's root.</summary>
    /// <param name="more">Settings beside the usual ones.</param>
    public static async Task<BenchSynter> StartAsync(
        BenchEnvironment environment, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? more = null)
    {
        var (data, database) = (new TemporaryFolder(), await environment.NewDatabaseAsync(cancellationToken));
        var settings = Settings(data, database);
        foreach (var (name, value) in more ?? new Dictionary<string, string>())
        {
            settings[name] = value;
        }

        var process = await SynterProcess.StartAsync(settings, ["./synter", "start"]);
        return new BenchSynter(data, process, process.Address, process.Id, database);
    }

    /// <summary>In this process, with other services.</summary>
    public static async Task<BenchSynter> StartHereAsync(
        BenchEnvironment environment, Action<IServiceCollection> configure, CancellationToken cancellationToken)
    {
        var (data, database) = (new TemporaryFolder(), await environment.NewDatabaseAsync(cancellationToken));
        var host = await SynterHost.BuildAsync(
            ["--environment=Development", "--SYNTER_URLS=http://127.0.0.1:0", .. Settings(data, database).Select(s => $"--{s.Key}={s.Value}")], configure);
        await host.StartAsync();
        return new BenchSynter(data, host, new Uri(host.Urls.First()), Environment.ProcessId, database);
    }

    /// <summary>A program's client, with a Bearer token.</summary>
    public async Task<HttpClient> SignInAsync()
    {
        var client = new HttpClient { BaseAddress = Address };
        using var answer = await LogInAsync(client);
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", (await answer.JsonAsync())["access_token"]!.GetValue<string>());
        return client;
    }

    /// <summary>The session of a browser, as its cookie's name and value.</summary>
    public async Task<(string Name, string Value)> SignInByCookieAsync()
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = Address };
        using var answer = await LogInAsync(client);
        var pair = answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0].Split('=', 2);
        return (pair[0], pair[1]);
    }

    public async ValueTask DisposeAsync()
    {
        await _running.DisposeAsync();
        _data.Dispose();
    }

    private static Dictionary<string, string> Settings(TemporaryFolder data, string database) => new()
    {
        ["SYNTER_DATA"] = data.Path,
        ["SYNTER_ADMIN_EMAIL"] = Email,
        ["SYNTER_ADMIN_PASSWORD"] = Password,
        ["POSTGRES_URL"] = database,
        ["LOG_LEVEL"] = "warning",
    };

    private static async Task<HttpResponseMessage> LogInAsync(HttpClient client) =>
        (await client.PostAsJsonAsync("/auth/login", new { email = Email, password = Password })).EnsureSuccessStatusCode();
}
