using System.ComponentModel.DataAnnotations;

namespace Synter.Infrastructure.Agents.Runs;

/// <summary>How many runs a node works on, and how patient the engine is.</summary>
public sealed class RunEngineOptions
{
    public const string Section = "Runs";

    /// <summary>Runs at once on this node; 0 makes a node that only serves pages.</summary>
    [Range(0, 10_000)]
    public int Slots { get; set; } = 64;

    /// <summary>How long a node may be silent before its runs are given to others. It renews three times as often.</summary>
    [Range(typeof(TimeSpan), "00:00:03", "00:10:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a node looks for due runs that nothing told it of.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often progress and log lines are written, at most.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:10")]
    public TimeSpan JournalEvery { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a skill may take to heed a cancel or a shutdown before its run ends without it.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan StopGrace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Small runs that end or are queued together share a commit, at most so many. 1 gives each its own.</summary>
    [Range(1, 1000)]
    public int CommitBatch { get; set; } = 256;

    /// <summary>Commits of one kind under way at once.</summary>
    [Range(1, 64)]
    public int CommitWriters { get; set; } = 2;

    /// <summary>How long an ended run, its log and progress are kept.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepRuns { get; set; } = TimeSpan.FromDays(400);

    /// <summary>How long log lines are kept.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepLogs { get; set; } = TimeSpan.FromDays(90);
}
