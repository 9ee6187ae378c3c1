using System.ComponentModel.DataAnnotations;

namespace Synter.Infrastructure.Approvals.Gate;

/// <summary>How patient the executor is.</summary>
public sealed class SendingOptions
{
    public const string Section = "Sending";

    /// <summary>When one call to a provider is given up. Nobody asks what came of it sooner.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan CallDeadline { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long a node may be silent before others take up its work. Longer than a few missed renewals, short enough that a dead
    /// node's work is taken up soon. It renews three times as often.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:03", "00:10:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(15);
}
