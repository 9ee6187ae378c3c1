using Synter.Domain.Kernel;

namespace Synter.Domain.Accounts;

/// <summary>Stops and resumes a workspace's changes. Each change and its audit entry are one transaction.</summary>
public interface IStopStore
{
    /// <summary>Stops, or adds the reason to a stop that has none; else leaves it as it is.</summary>
    Task<Stop> StopAsync(Actor actor, string? reason, CancellationToken cancellationToken);

    /// <returns>False when nothing was stopped.</returns>
    Task<bool> ResumeAsync(Actor actor, CancellationToken cancellationToken);
}
