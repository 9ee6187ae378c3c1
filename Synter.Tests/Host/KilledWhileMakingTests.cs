using System.Net.Http.Headers;
using System.Net.Http.Json;
using Npgsql;
using Synter.Tests.Database;
using Synter.Tests.Support;
using Synter.Tests.Support.DataGen;

namespace Synter.Tests.Host;

/// <summary>Synter dies in the middle of a dataset. What was in flight is made again; nothing is lost, nothing is there twice.</summary>
public sealed class KilledWhileMakingTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Password = "correct horse battery";
    private const int Count = 120;
    private const int Concurrency = 4;

    [Fact]
    public async Task KilledAgainAndAgain_RepeatsWhatWasInFlight_AndNothingElse()
    {
        using var data = new TemporaryFolder();
        await using var server = await InferenceServer.StartAsync();
        server.Delay = TimeSpan.FromMilliseconds(20);
        const int kills = 2;
        await using var first = await StartAsync(data, server);
        using var client = await SignInAsync(first);
        var id = await client.StartTaskAsync(new { prompt = "A thing", count = Count });
        await KillAfterAsync(first, server, Count / 3);

        // Two processes at once: the job has one holder all the same, and another one if that dies.
        await using var one = await StartAsync(data, server);
        await using var two = await StartAsync(data, server);
        await KillAfterAsync(one, server, 2 * Count / 3);
        using var again = await SignInAsync(two);
        var task = await again.EndedTaskAsync(id);

        Assert.Equal(("succeeded", Count, 0), (task.Text("status"), task.Number("completed"), task.Number("failures")));
        Assert.InRange(server.Count, Count, Count + (kills * Concurrency));
        Assert.InRange(server.MostAtOnce, 1, Concurrency);
        var numbers = task["results"]!.AsArray().Select(r => r!.AsObject().Number("number")).ToList();
        Assert.Equal(Count, numbers.Distinct().Count());
        var metrics = await again.MetricsAsync();
        Assert.Equal((1, Count, Count, 0, 0), (
            metrics.Number("totalJobs"), metrics.Number("totalRecordsRequested"), metrics.Number("totalRecordsGenerated"), metrics.Number("activeJobs"), metrics.Number("failedJobs")));
        Assert.Equal((Count, Count), await CountedAsync());
        await two.TerminateAsync();
    }

    private static async Task KillAfterAsync(SynterProcess synter, InferenceServer server, int calls)
    {
        await Eventually.TrueAsync(() => server.Count >= calls, $"{calls} calls have come");
        await synter.KillAsync();
    }

    private async Task<(int Rows, int Counter)> CountedAsync()
    {
        await using var connection = new NpgsqlConnection(postgres.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SET synter.system = 'on'; SELECT (SELECT count(*) FROM dataset_records)::int, (SELECT sum(completed) FROM datasets)::int", connection);
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetInt32(0), row.GetInt32(1));
    }

    private Task<SynterProcess> StartAsync(TemporaryFolder data, InferenceServer server) => SynterProcess.StartAsync(new Dictionary<string, string>
    {
        ["SYNTER_DATA"] = data.Path,
        ["POSTGRES_URL"] = postgres.ConnectionString,
        ["SYNTER_ADMIN_PASSWORD"] = Password,
        ["Runs__Lease"] = "00:00:03",
        ["DATAGEN_INFERENCE_BASE_URL"] = server.Address.AbsoluteUri,
    });

    private static async Task<HttpClient> SignInAsync(SynterProcess synter)
    {
        var client = new HttpClient { BaseAddress = synter.Address };
        using var answer = await client.PostAsJsonAsync("/api/auth/login", new { username = "admin@example.com", password = Password });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await answer.JsonAsync()).Text("accessToken"));
        return client;
    }
}
