using Synter.Domain.Accounts;
using Synter.Domain.Kernel;

namespace Synter.Domain.DataGen;

/// <summary>Accepts or rejects records by hand; an export may hold the accepted alone.</summary>
public sealed class JudgeRecord(IDatasetStore store, IWorkspaceFeed feed)
{
    public const int MostAtOnce = 1_000;

    /// <param name="verdict">Null takes it back.</param>
    /// <returns>How many records were judged; those that failed or are not made yet cannot be.</returns>
    public async Task<Result<int>> ExecuteAsync(
        Actor actor, DatasetId id, IReadOnlyList<int> indexes, Verdict? verdict, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.MakeDatasets) is { } lacking)
        {
            return lacking;
        }

        if (indexes.Count is 0 or > MostAtOnce)
        {
            return Refusals.Invalid(new FieldError("/indexes", $"Name 1 to {MostAtOnce} records."));
        }

        var judged = await store.JudgeAsync(actor, id, indexes, verdict, cancellationToken);
        if (judged.IsOk)
        {
            feed.Publish(actor.Workspace, FeedTopic.Datasets, id.ToString());
        }

        return judged.IsOk && judged.Value == 0 ? DataGenErrors.NoSuchRecord : judged;
    }
}
