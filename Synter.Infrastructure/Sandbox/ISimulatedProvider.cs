namespace Synter.Infrastructure.Sandbox;

/// <summary>Plays one provider: its paths, its bodies, its refusals. Everything it remembers is in <see cref="SandboxPosts"/>.</summary>
internal interface ISimulatedProvider
{
    /// <summary>As in <c>facebook</c>; the first segment of the sandbox's paths.</summary>
    string Key { get; }

    Task<SimulatedAnswer> AnswerAsync(ReceivedRequest request, SandboxPosts posts, CancellationToken cancellationToken);

    /// <summary>How this provider says that something went wrong with a status.</summary>
    SimulatedAnswer Failure(int status, TimeSpan? retryAfter, DateTimeOffset now);
}
