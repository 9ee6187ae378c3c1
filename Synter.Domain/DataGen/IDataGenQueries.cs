using Synter.Domain.Kernel;

namespace Synter.Domain.DataGen;

/// <summary>
/// Datasets as pages and the API read them. Everything is of the actor's workspace; another's datasets are not there. Each answer
/// costs the same for ten records as for a hundred thousand.
/// </summary>
/// <remarks>
/// Live: watch <see cref="Agents.Runs.IRunFeed"/> for <see cref="DatasetRow.Run"/> (a pulse comes after the commit of each batch of
/// records and with each change of what is in flight) and <see cref="FeedTopic.Datasets"/> of the workspace feed (made, retried, judged,
/// schema changed; its id is the dataset's), then read again what is shown.
/// </remarks>
public interface IDataGenQueries
{
    /// <summary>Newest first.</summary>
    Task<Page<DatasetRow>> ListAsync(Actor actor, DatasetFilter filter, PageRequest page, CancellationToken cancellationToken);

    Task<DatasetDetail?> FindAsync(Actor actor, DatasetId id, CancellationToken cancellationToken);

    /// <summary>Records by their place in the dataset; those not made yet are left out. Empty when there is no such dataset.</summary>
    Task<Page<RecordRow>> RecordsAsync(Actor actor, DatasetId id, RecordFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>One record with the model's reply as it came; null when it is not there or not made yet.</summary>
    Task<RecordDetail?> RecordAsync(Actor actor, DatasetId id, int index, CancellationToken cancellationToken);

    /// <summary>The places from <paramref name="offset"/>, each with its record or failure, null for one that is neither yet.</summary>
    Task<IReadOnlyList<RecordRow?>> SliceAsync(Actor actor, DatasetId id, int offset, int limit, CancellationToken cancellationToken);

    /// <summary>What the values are like, field by field, over at most <see cref="Statistics.ColumnProfile.SampleSize"/> records spread evenly.</summary>
    Task<ColumnReport> ColumnsAsync(Actor actor, DatasetId id, CancellationToken cancellationToken);

    /// <summary>The workspace's counters.</summary>
    Task<DataGenMetrics> MetricsAsync(Actor actor, CancellationToken cancellationToken);
}
