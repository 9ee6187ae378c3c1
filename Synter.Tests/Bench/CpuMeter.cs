using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Synter.Tests.Bench;

/// <summary>
/// Processor time of this process and of its PostgreSQL. Unlike a rate, it tells the same on a busy machine.
/// </summary>
internal sealed class CpuMeter
{
    private const double TicksPerSecond = 100;

    private readonly string _postmaster;
    private readonly double _ownBegun = Own();
    private readonly double _postgresBegun;

    private CpuMeter(string postmaster)
    {
        _postmaster = postmaster;
        _postgresBegun = Postgres();
    }

    public static async Task<CpuMeter> StartAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT pg_backend_pid()", connection);
        var backend = (int)(await command.ExecuteScalarAsync())!;
        return new CpuMeter(Stat($"/proc/{backend}/stat")![Parent]);
    }

    public IReadOnlyList<Measure> PerRun(string name, int runs) =>
    [
        new($"{name}, processor time of Synter", (Own() - _ownBegun) * 1e6 / runs, "µs/run"),
        new($"{name}, processor time of PostgreSQL", (Postgres() - _postgresBegun) * 1e6 / runs, "µs/run"),
    ];

    private const int Parent = 1;
    private const int UserTime = 11;
    private const int SystemTime = 12;

    private static double Own() => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;

    // Every backend is the postmaster's child.
    private double Postgres() => Directory.EnumerateDirectories("/proc")
        .Where(folder => char.IsAsciiDigit(folder[^1]))
        .Select(folder => Stat(folder + "/stat"))
        .Where(stat => stat is not null && stat[Parent] == _postmaster)
        .Sum(stat => (long.Parse(stat![UserTime], CultureInfo.InvariantCulture) + long.Parse(stat[SystemTime], CultureInfo.InvariantCulture)) / TicksPerSecond);

    /// <summary>The fields after the name, which may hold blanks itself; null when the process has gone.</summary>
    private static string[]? Stat(string file)
    {
        try
        {
            var text = File.ReadAllText(file);
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
