using Synter.Domain.Accounts;
using Synter.Domain.Agents.Runs;
using Synter.Domain.DataGen.Making;
using Synter.Domain.Inference;
using Synter.Domain.Kernel;

namespace Synter.Domain.DataGen;

/// <summary>
/// Makes what is missing of an ended dataset: the failed records, and those that a cancel or a limit left out. A limit that ended it may be
/// raised with it, or it would end it again.
/// </summary>
public sealed class RetryFailedRecords(
    IDataGenAgent agent, IDataGenQueries queries, IEnumerable<IRunAdmission> admissions, IDatasetStore store, IChatModel model, IWorkspaceFeed feed, TimeProvider clock)
{
    public async Task<Result<RunId>> ExecuteAsync(Actor actor, DatasetId id, LimitsRequest? raise, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.MakeDatasets) is { } lacking)
        {
            return lacking;
        }

        if (await queries.FindAsync(actor, id, cancellationToken) is not { } dataset)
        {
            return DataGenErrors.NoSuchDataset;
        }

        if (!model.IsAvailable)
        {
            return DataGenErrors.NotConfigured;
        }

        if (!(await agent.FindOrHireAsync(actor, cancellationToken)).TryGet(out var target, out var refusal))
        {
            return refusal;
        }

        foreach (var admission in admissions)
        {
            if (await admission.CheckAsync(target, cancellationToken) is { } refused)
            {
                return refused;
            }
        }

        var retried = await store.RetryAsync(actor, id, DatasetRuns.Of(actor, id, dataset.Row.Count, target, clock), raise, cancellationToken);
        if (retried.IsOk)
        {
            feed.Publish(actor.Workspace, FeedTopic.Datasets, id.ToString());
        }

        return retried;
    }
}
