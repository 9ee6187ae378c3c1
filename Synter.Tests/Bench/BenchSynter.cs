using System.Net.Http.Headers;
using System.Net.Http.Json;
using Synter.Tests.Support;

namespace Synter.Tests.Bench;

/// <summary>Synter as its users have it, a program of its own, on a database of the benchmark's.</summary>
internal sealed class BenchSynter : IAsyncDisposable
{
    private const string Email = "admin@example.com";
    private const string Password = "correct horse battery";

    private readonly TemporaryFolder _data;
    private readonly SynterProcess _process;

    private BenchSynter(TemporaryFolder data, SynterProcess process, string connectionString) =>
        (_data, _process, ConnectionString) = (data, process, connectionString);

    public string ConnectionString { get; }

    public int ProcessId => _process.Id;

    public Uri Address => _process.Address;

    public static async Task<BenchSynter> StartAsync(BenchEnvironment environment, CancellationToken cancellationToken)
    {
        var connectionString = await environment.NewDatabaseAsync(cancellationToken);
        var data = new TemporaryFolder();
        try
        {
            return new BenchSynter(data, await SynterProcess.StartAsync(new Dictionary<string, string>
            {
                ["SYNTER_DATA"] = data.Path,
                ["SYNTER_ADMIN_EMAIL"] = Email,
                ["SYNTER_ADMIN_PASSWORD"] = Password,
                ["POSTGRES_URL"] = connectionString,
                ["LOG_LEVEL"] = "warning",
            }), connectionString);
        }
        catch
        {
            data.Dispose();
            throw;
        }
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
        await _process.TerminateAsync();
        await _process.DisposeAsync();
        _data.Dispose();
    }

    private static async Task<HttpResponseMessage> LogInAsync(HttpClient client) =>
        (await client.PostAsJsonAsync("/auth/login", new { email = Email, password = Password })).EnsureSuccessStatusCode();
}
