using Synter.Domain.Accounts;
using Synter.Domain.Kernel;

namespace Synter.Domain.DataGen;

/// <summary>Accepts or rejects at once every good record that nobody has judged yet, however many.</summary>
public sealed class JudgeRest(IDatasetStore store, IWorkspaceFeed feed)
{
    /// <returns>How many records were judged.</returns>
    public async Task<Result<int>> ExecuteAsync(Actor actor, DatasetId id, Verdict verdict, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.MakeDatasets) is { } lacking)
        {
            return lacking;
        }

        var judged = await store.JudgeRestAsync(actor, id, verdict, cancellationToken);
        if (judged.IsOk)
        {
            feed.Publish(actor.Workspace, FeedTopic.Datasets, id.ToString());
        }

        return judged;
    }
}
