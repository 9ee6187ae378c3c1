namespace Synter.Domain.Approvals.Gate;

/// <summary>How effects are sent on this installation.</summary>
/// <param name="DryRun">The global dry run: everything is done but the sending, nothing is spent.</param>
/// <param name="CallDeadline">When one call to a provider is given up. Reading back begins no earlier.</param>
public sealed record SendingSettings(bool DryRun, TimeSpan CallDeadline)
{
    public static readonly SendingSettings Default = new(DryRun: false, TimeSpan.FromSeconds(15));
}
