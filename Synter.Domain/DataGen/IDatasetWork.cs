using Synter.Domain.Agents.Runs;
using Synter.Domain.DataGen.Making;

namespace Synter.Domain.DataGen;

/// <summary>The work a run has on its dataset.</summary>
/// <param name="Missing">The places without a record, in order.</param>
/// <param name="UniqueRecords">The good records' JSON, where the dataset has unique fields; else empty.</param>
/// <param name="Rates">What held when the dataset was begun: a price does not change under a running job.</param>
/// <param name="LargestRecord">The tokens of the largest so far; zero when there is none.</param>
/// <param name="RunStartedAt">Of this run's first attempt.</param>
public sealed record DatasetJob(
    DatasetId Id,
    DatasetSpec Spec,
    IReadOnlyList<int> Missing,
    int Completed,
    int Failures,
    TokenRates Rates,
    DatasetSpending Spent,
    (long Input, long Output) LargestRecord,
    IAsyncEnumerable<string> UniqueRecords,
    DateTimeOffset RunStartedAt);

/// <summary>
/// Where a run keeps what it makes. Every write is conditional on the run's lease, so a worker that lost it writes nothing; a place that
/// has its record keeps it.
/// </summary>
public interface IDatasetWork
{
    /// <summary>What there is to do; also says that it has begun. Null when there is no such dataset.</summary>
    /// <exception cref="OperationCanceledException">The lease was lost.</exception>
    Task<DatasetJob?> BeginAsync(RunContext run, DatasetId id, CancellationToken cancellationToken);

    /// <summary>Returns when the record is committed, with its counters. Records that come together share a commit.</summary>
    /// <exception cref="OperationCanceledException">The lease was lost.</exception>
    Task WriteAsync(RunContext run, DatasetId id, MadeRecord record, CancellationToken cancellationToken);

    /// <summary>Shows what is waited for; the newest replaces what was shown before.</summary>
    Task ShowAsync(RunContext run, DatasetId id, IReadOnlyList<InFlightRecord> inFlight, CancellationToken cancellationToken);

    /// <summary>Notes which limit ended it.</summary>
    Task StopAsync(RunContext run, DatasetId id, string reason, CancellationToken cancellationToken);
}
