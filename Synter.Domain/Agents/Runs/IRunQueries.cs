using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Runs;

/// <summary>Runs as pages and the API read them. Everything is of the actor's workspace; another's runs are not there.</summary>
public interface IRunQueries
{
    /// <summary>Newest first.</summary>
    Task<Page<RunRow>> ListAsync(Actor actor, RunFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>As <see cref="ListAsync"/>, with all there is to tell of each: for programs.</summary>
    Task<Page<RunDetail>> ListDetailsAsync(Actor actor, RunFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>
    /// Counts by status under the filter's agent and goal (its statuses are not looked at), and how deep the queue is. Good ends are
    /// counted a little beyond <see cref="CountLimit"/>.
    /// </summary>
    Task<RunCounts> CountAsync(Actor actor, RunFilter filter, CancellationToken cancellationToken);

    /// <summary>How many are at work or wait for another attempt.</summary>
    Task<int> CountActiveAsync(Actor actor, CancellationToken cancellationToken);

    Task<RunDetail?> FindAsync(Actor actor, RunId run, CancellationToken cancellationToken);

    /// <summary>Lines with a higher number than <paramref name="after"/>, in order; empty when there is no such run.</summary>
    Task<IReadOnlyList<RunLogLine>> LogAsync(Actor actor, RunId run, long after, int limit, CancellationToken cancellationToken);

    /// <summary>The same job's runs before this one, newest first.</summary>
    Task<EarlierRuns> EarlierAsync(Actor actor, RunId run, int limit, CancellationToken cancellationToken);
}
