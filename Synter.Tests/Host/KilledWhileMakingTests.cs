using Npgsql;
using Synter.Tests.Database;
using Synter.Tests.Support;
using Synter.Tests.Support.DataGen;

namespace Synter.Tests.Host;

/// <summary>Synter dies in the middle of a dataset. What was in flight is made again; nothing is lost, nothing is there twice.</summary>
public sealed class KilledWhileMakingTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int Count = 120;
    private const int Concurrency = 4;

    [Fact]
    public async Task KilledAgainAndAgain_RepeatsWhatWasInFlight_AndNothingElse()
    {
        using var data = new TemporaryFolder();
        await using var server = await InferenceServer.StartAsync();
        server.Delay = TimeSpan.FromMilliseconds(20);
        const int kills = 2;
        await using var first = await SynterProcess.StartAsync(postgres, data, Settings(server));
        using var client = await first.SignInAsync();
        var id = await client.StartTaskAsync(new { prompt = "A thing", count = Count });
        await KillAfterAsync(first, server, Count / 3);

        // Two processes at once: the job has one holder all the same, and another one if that dies.
        await using var one = await SynterProcess.StartAsync(postgres, data, Settings(server));
        await using var two = await SynterOnDatabase.StartAsync(postgres, data, Settings(server));
        await KillAfterAsync(one, server, 2 * Count / 3);
        using var again = await two.SignInAsync();
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

    private static Dictionary<string, string> Settings(InferenceServer server) => new()
    {
        ["Runs__Lease"] = "00:00:03",
        ["DATAGEN_INFERENCE_BASE_URL"] = server.Address.AbsoluteUri,
    };
}
