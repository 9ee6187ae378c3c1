using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Synter.Tests.Bench;

/// <summary>
/// Processor time of Synter and of its PostgreSQL. Unlike a rate, it tells the same on a busy machine.
/// </summary>
internal sealed class CpuMeter
{
    private const double TicksPerSecond = 100;

    private readonly string _postmaster;
    private readonly int _synter;
    private readonly TimeSpan _synterBegun;
    private readonly TimeSpan _postgresBegun;

    private CpuMeter(string postmaster, int synter)
    {
        (_postmaster, _synter) = (postmaster, synter);
        (_synterBegun, _postgresBegun) = (Synter(), Postgres());
    }

    /// <param name="synter">The process that Synter is; null for this one.</param>
    public static async Task<CpuMeter> StartAsync(string connectionString, int? synter = null)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT pg_backend_pid()", connection);
        var backend = (int)(await command.ExecuteScalarAsync())!;
        return new CpuMeter(Stat($"/proc/{backend}/stat")![Parent], synter ?? Environment.ProcessId);
    }

    /// <summary>Since the start.</summary>
    public (TimeSpan Synter, TimeSpan Postgres) Taken() => (Synter() - _synterBegun, Postgres() - _postgresBegun);

    public IReadOnlyList<Measure> PerRun(string name, int runs)
    {
        var (synter, postgres) = Taken();
        return
        [
            new($"{name}, processor time of Synter", synter.TotalMicroseconds / runs, "µs/run"),
            new($"{name}, processor time of PostgreSQL", postgres.TotalMicroseconds / runs, "µs/run"),
        ];
    }

    private const int Parent = 1;
    private const int UserTime = 11;
    private const int SystemTime = 12;
    private const int UserTimeOfEnded = 13;
    private const int SystemTimeOfEnded = 14;

    private TimeSpan Synter()
    {
        using var process = Process.GetProcessById(_synter);
        return process.TotalProcessorTime;
    }

    // Every backend is the postmaster's child, and so was every one that has ended, parallel workers for the most part.
    private TimeSpan Postgres()
    {
        var running = Directory.EnumerateDirectories("/proc")
            .Where(folder => char.IsAsciiDigit(folder[^1]))
            .Select(folder => Stat(folder + "/stat"))
            .Where(stat => stat is not null && stat[Parent] == _postmaster)
            .Sum(stat => Ticks(stat!, UserTime, SystemTime));
        return TimeSpan.FromSeconds((running + Ticks(Stat($"/proc/{_postmaster}/stat")!, UserTimeOfEnded, SystemTimeOfEnded)) / TicksPerSecond);
    }

    private static long Ticks(string[] stat, int user, int system) =>
        long.Parse(stat[user], CultureInfo.InvariantCulture) + long.Parse(stat[system], CultureInfo.InvariantCulture);

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
