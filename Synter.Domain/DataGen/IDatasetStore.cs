using System.Text.Json.Nodes;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;

namespace Synter.Domain.DataGen;

/// <summary>A dataset to be made, with the run that makes it.</summary>
/// <param name="Source">Who will be asked, in words.</param>
public sealed record DatasetStart(DatasetId Id, Actor Owner, DatasetSpec Spec, TokenRates Rates, string Source, bool IsOffline, RunStart Run);

/// <summary>Datasets as use cases see them: begun, taken up again, judged.</summary>
public interface IDatasetStore
{
    /// <summary>
    /// Stores the dataset, queues its run and counts both in one transaction. Refused when the owner has started as many within the
    /// last minute as the terms allow; the answer to a repeated idempotency key is the dataset it made.
    /// </summary>
    Task<Result<DatasetId>> StartAsync(DatasetStart start, CancellationToken cancellationToken);

    /// <summary>
    /// Queues another run over the places without a good record, and forgets their failures. Refused when it is still being made, or
    /// when nothing is missing.
    /// </summary>
    /// <param name="raise">Limits to hold from now on; null leaves them.</param>
    Task<Result<RunId>> RetryAsync(Actor actor, DatasetId id, RunStart run, LimitsRequest? raise, CancellationToken cancellationToken);

    /// <summary>Says of good records what a person thinks; null takes it back. Answers how many were there to be judged.</summary>
    Task<Result<int>> JudgeAsync(Actor actor, DatasetId id, IReadOnlyList<int> indexes, Verdict? verdict, CancellationToken cancellationToken);

    /// <summary>Says it of every good record that nobody has judged yet.</summary>
    Task<Result<int>> JudgeRestAsync(Actor actor, DatasetId id, Verdict verdict, CancellationToken cancellationToken);

    /// <summary>Another schema for what is made from now on. Refused while it is being made.</summary>
    Task<Result<Done>> AmendSchemaAsync(Actor actor, DatasetId id, JsonObject? schema, CancellationToken cancellationToken);
}
