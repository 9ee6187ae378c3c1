using System.Globalization;
using Npgsql;
using Synter.Tests.Support.DataGen;

namespace Synter.Tests.Bench.DataGen;

/// <summary>A dataset of a million records on its way out, and the page of one of a hundred thousand beside that of ten.</summary>
internal sealed class LargeDatasets : IBenchmark
{
    private const double Mebibyte = 1024 * 1024;

    public string Name => "datagen/large";

    public async Task<IReadOnlyList<Measure>> RunAsync(BenchEnvironment environment, CancellationToken cancellationToken)
    {
        await using var server = await InferenceServer.StartAsync();
        await using var synter = await BenchSynter.StartAsync(environment, cancellationToken, DatasetRates.Settings(server, 16));
        using var client = await synter.SignInAsync();
        var measures = new List<Measure>();
        foreach (var (count, label) in new[] { (10, "10"), (100_000, "100,000") })
        {
            var id = await GrownAsync(client, synter, count);
            foreach (var (name, path) in new[] { ("task", $"/api/tasks/{id}?limit=50"), ("last results", $"/api/tasks/{id}?limit=50&offset={Math.Max(0, count - 50)}") })
            {
                measures.AddRange((await TimeAsync(client, path)).Measures($"{label} records, {name}"));
            }
        }

        var million = await GrownAsync(client, synter, 1_000_000);
        foreach (var format in new[] { "json", "csv" })
        {
            var (before, peak, bytes) = await ExportAsync(client, synter, million, format, cancellationToken);
            measures.Add(new($"export of 1,000,000 records as {format}, memory above idle", (peak - before) / Mebibyte, "MiB", "≤ 256"));
            measures.Add(new($"export of 1,000,000 records as {format}, size", bytes / Mebibyte, "MiB"));
        }

        return measures;
    }

    /// <summary>A real dataset of ten, grown in the database: what is measured reads, and does not care who wrote.</summary>
    private static async Task<string> GrownAsync(HttpClient client, BenchSynter synter, int count)
    {
        var id = (await client.MadeAsync(new { prompt = "A customer", count = 10 })).Text("id");
        if (count > 10)
        {
            await using var connection = new NpgsqlConnection(synter.ConnectionString);
            await connection.OpenAsync();
            await using var grow = new NpgsqlCommand(string.Create(CultureInfo.InvariantCulture, $"""
                SET synter.system = 'on';
                INSERT INTO dataset_records (workspace_id, dataset_id, index, record, calls, latency_ms, input_tokens, output_tokens, at)
                SELECT d.workspace_id, d.id, i, format('%s"number":%s,"name":"Customer %s","note":"%s"%s', chr(123), i, i, repeat('x', 120), chr(125)), 1, 100, 40, 40, now()
                FROM datasets d, generate_series(10, {count - 1}) i WHERE d.id = '{Guid.ParseExact(id[4..], "N")}';
                UPDATE datasets SET count = {count}, completed = {count} WHERE id = '{Guid.ParseExact(id[4..], "N")}';
                ANALYZE dataset_records;
                """), connection) { CommandTimeout = 600 };
            await grow.ExecuteNonQueryAsync();
        }

        return id;
    }

    private static async Task<Latencies> TimeAsync(HttpClient client, string path)
    {
        var latencies = new Latencies();
        for (var i = 0; i < 60; i++)
        {
            var began = System.Diagnostics.Stopwatch.GetTimestamp();
            await client.GetByteArrayAsync(path);
            if (i >= 10)
            {
                latencies.AddSince(began);
            }
        }

        return latencies;
    }

    private static async Task<(double Before, double Peak, long Bytes)> ExportAsync(
        HttpClient client, BenchSynter synter, string id, string format, CancellationToken cancellationToken)
    {
        var before = Resident(synter.ProcessId, "VmRSS");
        // From here on the peak is counted anew.
        await File.WriteAllTextAsync($"/proc/{synter.ProcessId}/clear_refs", "5", cancellationToken);
        await using var stream = await client.GetStreamAsync($"/api/tasks/{id}/export?format={format}", cancellationToken);
        var buffer = new byte[81_920];
        long bytes = 0;
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            bytes += read;
        }

        return (before, Resident(synter.ProcessId, "VmHWM"), bytes);
    }

    private static double Resident(int process, string name) => 1024 * double.Parse(
        File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
        CultureInfo.InvariantCulture);
}
