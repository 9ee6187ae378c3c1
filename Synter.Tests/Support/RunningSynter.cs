using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Synter.Tests.Database;
using Synter.Web;

namespace Synter.Tests.Support;

/// <summary>
/// A whole Synter on a real socket and a database of its own: <c>IClassFixture&lt;RunningSynter&gt;</c>. It runs in this
/// process; what must be killed is run as a program of its own (<see cref="SynterProcess"/>).
/// </summary>
public class RunningSynter : IAsyncLifetime
{
    public const string AdminEmail = "admin@example.com";
    public const string AdminPassword = "correct horse battery";

    private readonly TemporaryFolder _data = new();
    private string _database = "";
    private SynterHost? _host;

    public Uri Address { get; private set; } = null!;

    public IServiceProvider Services => _host!.Services;

    public string ConnectionString => _database;

    /// <summary>Where its keys are: another process on the same database needs the same.</summary>
    public virtual string DataFolder => _data.Path;

    /// <summary>Settings of a derived fixture, as <c>--NAME=value</c>.</summary>
    protected virtual IEnumerable<string> Settings => [];

    protected virtual Task<string> MakeDatabaseAsync() => TestCluster.CreateDatabaseAsync();

    protected virtual Task LeaveDatabaseAsync(string database) => TestCluster.DropDatabaseAsync(database);

    /// <summary>How a derived fixture reaches its database.</summary>
    protected virtual Task<string> AddressOfAsync(string database) => Task.FromResult(database);

    /// <summary>Services of a derived fixture in place of the real ones.</summary>
    protected virtual void Configure(IServiceCollection services)
    {
    }

    /// <summary>What a derived fixture puts into it, once it runs.</summary>
    protected virtual Task FurnishAsync() => Task.CompletedTask;

    public virtual async Task InitializeAsync()
    {
        _database = await MakeDatabaseAsync();
        _host = await SynterHost.BuildAsync(
            [
                "--environment=Development", "--LOG_LEVEL=warning", "--SYNTER_URLS=http://127.0.0.1:0", $"--POSTGRES_URL={await AddressOfAsync(_database)}", $"--SYNTER_DATA={DataFolder}",
                $"--SYNTER_ADMIN_EMAIL={AdminEmail}", $"--SYNTER_ADMIN_PASSWORD={AdminPassword}", "--SYNTER_PWNED_PASSWORDS_URL=off", "--SYNTER_ARGON2_MEMORY_MIB=8", "--SYNTER_ARGON2_PASSES=1", "--DetailedErrors=true", .. Settings,
            ],
            Configure);
        await _host.StartAsync();
        Address = new Uri(_host.Urls.First());
        await FurnishAsync();
    }

    public virtual async Task DisposeAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
        if (_database.Length > 0) await LeaveDatabaseAsync(_database);
        _data.Dispose();
    }

    /// <summary>Nobody's client. It keeps no cookies and follows no redirects.</summary>
    public HttpClient Anonymous() => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };

    /// <summary>A browser's client: it keeps cookies and shows where it is sent.</summary>
    public HttpClient Browser(CookieContainer? cookies = null) => new(new SocketsHttpHandler { CookieContainer = cookies ?? new(), AllowAutoRedirect = false }) { BaseAddress = Address };

    /// <summary>A program's client, with a Bearer token.</summary>
    public async Task<HttpClient> SignInAsync(string email = AdminEmail, string password = AdminPassword)
    {
        var client = Anonymous();
        await client.SignInAsync(email, password);
        return client;
    }

    /// <summary>Another customer's workspace, signed in as its admin.</summary>
    public async Task<HttpClient> SignInElsewhereAsync()
    {
        using var staff = await SignInAsync();
        var slug = "w" + Guid.CreateVersion7().ToString("N")[..30];
        var admin = new { email = $"{slug}@example.com", password = AdminPassword };
        using var made = await staff.PostAsJsonAsync("/api/v1/staff/workspaces", new { slug, name = "Elsewhere", time_zone = "Europe/Berlin", admin });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        return await SignInAsync(admin.email);
    }
}

public static class JsonAnswers
{
    public static async Task<JsonObject> JsonAsync(this HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();

    /// <summary>The code of a problem, having checked that it is one in full.</summary>
    public static async Task<string> ProblemAsync(this HttpResponseMessage answer, HttpStatusCode status)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.JsonAsync();
        Assert.Equal((int)status, problem["status"]!.GetValue<int>());
        Assert.Equal(answer.Headers.GetValues("X-Correlation-Id").Single(), problem["correlation_id"]!.GetValue<string>());
        Assert.All(new[] { "type", "title", "detail" }, name => Assert.NotEmpty(problem[name]!.GetValue<string>()));
        return problem["code"]!.GetValue<string>();
    }
}
