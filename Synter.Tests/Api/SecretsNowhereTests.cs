using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;
using Synter.Tests.Support;

namespace Synter.Tests.Api;

/// <summary>
/// Stores a secret, then looks for it everywhere: every answer, every log line at the lowest level, every value of the whole
/// database.
/// </summary>
public sealed class SecretsNowhereTests(SecretsNowhereTests.WithLogs synter) : IClassFixture<SecretsNowhereTests.WithLogs>
{
    private const string Sentinel = "sentinel-4b1f9e0c7d2a48d6";

    [Fact]
    public async Task StoredSecret_IsFoundNowhere()
    {
        using var client = await synter.SignInAsync();
        var answers = new StringBuilder();
        var stored = await Send(client.PutAsJsonAsync("/api/cp/platform-credentials", new { platform = "x", secret = new { access_token = Sentinel, refresh_token = Sentinel } }), answers);
        await Send(client.PutAsJsonAsync("/api/cp/exchange-setup", new { exchange_provider = "delta_exchange_india", api_key = Sentinel, api_secret = Sentinel, risk_limits = new { max_units_per_order = 1 } }), answers);
        await Send(client.GetAsync("/api/cp/platform-credentials"), answers);
        await Send(client.GetAsync("/api/cp/exchange-setup"), answers);
        await Send(client.GetAsync("/api/v1/audit"), answers);
        await Send(client.PutAsJsonAsync("/api/cp/platform-credentials", new { platform = "X!", secret = new { access_token = Sentinel } }), answers);
        await Send(client.PutAsJsonAsync("/api/cp/platform-credentials", new { platform = 5, secret = new object[] { Sentinel } }), answers);
        await Send(client.PutAsync("/api/cp/platform-credentials", new StringContent($"{{\"secret\":\"{Sentinel}\",}}", null, "application/json")), answers);
        await Send(client.PutAsJsonAsync("/api/cp/exchange-setup", new { exchange_provider = "x", api_key = Sentinel, api_secret = Sentinel, risk_limits = new { } }), answers);
        await Send(client.DeleteAsync($"/api/cp/platform-credentials/{stored}"), answers);

        Assert.DoesNotContain(Sentinel, answers.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(synter.Logs.Lines);
        Assert.DoesNotContain(synter.Logs.Lines, line => line.Text.Contains(Sentinel, StringComparison.Ordinal));
        Assert.Equal([], await TablesWithAsync(Sentinel));
    }

    [Fact]
    public async Task Search_OfTheDatabase_WouldFindIt()
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand("CREATE TABLE IF NOT EXISTS leak (text text, bytes bytea); TRUNCATE leak; INSERT INTO leak VALUES ('a leaked-4711 b', NULL), (NULL, 'leaked-4712')", connection);
        await command.ExecuteNonQueryAsync();

        Assert.Equal(["public.leak"], await TablesWithAsync("leaked-4711"));
        Assert.Equal(["public.leak"], await TablesWithAsync("leaked-4712"));
    }

    private static async Task<string?> Send(Task<HttpResponseMessage> request, StringBuilder answers)
    {
        using var answer = await request;
        var body = await answer.Content.ReadAsStringAsync();
        answers.AppendLine(answer.Headers.ToString()).AppendLine(body);
        return answer.StatusCode == HttpStatusCode.OK ? (await answer.JsonAsync())["credential_ref"]?.GetValue<string>() : null;
    }

    /// <summary>Every row of every table as text; bytes are written in hex there, so the needle is sought in both forms.</summary>
    private async Task<List<string>> TablesWithAsync(string needle)
    {
        var hex = Convert.ToHexStringLower(Encoding.UTF8.GetBytes(needle));
        await using var connection = await OpenAsync();
        var tables = new List<string>();
        await using (var command = new NpgsqlCommand("SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname IN ('public', 'warehouse', 'sandbox', 'quartz')", connection))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                tables.Add(reader.GetString(0));
            }
        }

        Assert.Contains("public.credentials", tables);
        var found = new List<string>();
        foreach (var table in tables)
        {
            await using var command = new NpgsqlCommand($"SELECT EXISTS (SELECT FROM {table} t WHERE strpos(t::text, $1) > 0 OR strpos(t::text, $2) > 0)", connection)
            {
                Parameters = { new() { Value = needle }, new() { Value = hex } },
            };
            if (await command.ExecuteScalarAsync() is true)
            {
                found.Add(table);
            }
        }

        return found;
    }

    private ValueTask<NpgsqlConnection> OpenAsync() =>
        synter.Services.GetRequiredService<SynterDatabase>().OpenAsync(new Scope.System("test"), default);

    public sealed class WithLogs : RunningSynter
    {
        public RecordedLogs Logs { get; } = new();

        protected override IEnumerable<string> Settings => ["--LOG_LEVEL=trace"];

        protected override void Configure(IServiceCollection services) => services.AddSingleton<ILoggerProvider>(Logs);
    }
}
