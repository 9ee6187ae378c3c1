using Synter.Domain.Accounts;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;

namespace Synter.Domain.DataGen;

/// <summary>Stops a dataset. What is made stays; «retry failed» would make the rest.</summary>
public sealed class CancelDataset(IDataGenQueries queries, CancelRun cancel)
{
    public async Task<Result<CancelOutcome>> ExecuteAsync(Actor actor, DatasetId id, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.MakeDatasets) is { } lacking)
        {
            return lacking;
        }

        if (await queries.FindAsync(actor, id, cancellationToken) is not { } dataset)
        {
            return DataGenErrors.NoSuchDataset;
        }

        return dataset.Row.RunStatus.IsEnded() ? DataGenErrors.HasEnded : await cancel.ExecuteAsync(actor, dataset.Row.Run, cancellationToken);
    }
}
