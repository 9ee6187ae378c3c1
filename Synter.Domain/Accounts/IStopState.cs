using Synter.Domain.Kernel;

namespace Synter.Domain.Accounts;

/// <summary>That all changes of a workspace are stopped, by whom and since when.</summary>
/// <param name="By">The name of who stopped it.</param>
/// <param name="Reason">Asked for after the click, so it may still be missing.</param>
public sealed record Stop(DateTimeOffset At, string By, string? Reason);

/// <summary>A stop and how many approved changes wait behind it.</summary>
public sealed record StopBanner(Stop Stop, int Held);

/// <summary>Whether a workspace's changes are stopped: the gate's kill switch and the shell's banner read it.</summary>
public interface IStopState
{
    /// <summary>Null when changes may be sent. Reads the row itself, never a cache: a stop holds from the next send on.</summary>
    Task<Stop?> ReadAsync(WorkspaceId workspace, CancellationToken cancellationToken);

    /// <summary>The same with the count of what is held, for people.</summary>
    Task<StopBanner?> ReadBannerAsync(WorkspaceId workspace, CancellationToken cancellationToken);
}
