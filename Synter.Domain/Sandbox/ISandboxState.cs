using Synter.Domain.Kernel;

namespace Synter.Domain.Sandbox;

/// <summary>
/// What simulated providers hold. It plays the outside world, which knows no workspaces: every admin of an installation sees
/// all of it, as anybody sees a public post.
/// </summary>
public interface ISandboxState
{
    /// <param name="since">Only those after this number.</param>
    /// <param name="newestFirst">For people; programs read in order.</param>
    Task<Page<SandboxRequest>> RequestsAsync(string? provider, long? since, bool newestFirst, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    Task<Page<SandboxPost>> PostsAsync(string? provider, PageRequest page, CancellationToken cancellationToken);

    /// <summary>One post, taken down or not; null when there never was one.</summary>
    Task<SandboxPost?> FindPostAsync(string provider, string id, CancellationToken cancellationToken);

    Task<IReadOnlyList<SandboxCount>> CountsAsync(CancellationToken cancellationToken);

    /// <summary>Those that still have answers to spoil.</summary>
    Task<IReadOnlyList<SandboxFault>> FaultsAsync(CancellationToken cancellationToken);

    /// <summary>Replaces the provider's fault, or ends it.</summary>
    Task PutFaultAsync(SandboxFault fault, CancellationToken cancellationToken);

    /// <summary>Forgets requests, posts and faults.</summary>
    Task ResetAsync(CancellationToken cancellationToken);
}
