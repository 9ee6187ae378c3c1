using Synter.Domain.Accounts;
using Synter.Domain.Agents.Runs;
using Synter.Domain.DataGen.Making;
using Synter.Domain.Inference;
using Synter.Domain.Kernel;

namespace Synter.Domain.DataGen;

/// <summary>Begins a dataset. Its job is a run of the workspace's DataGen agent, by parameters and without a goal.</summary>
public sealed class StartDataset(
    IDataGenAgent agent, IEnumerable<IRunAdmission> admissions, IDatasetStore store, IChatModel model, DataGenTerms terms, IWorkspaceFeed feed, TimeProvider clock)
{
    /// <param name="idempotencyKey">The same key of the same person is the same dataset, however often it is asked for.</param>
    public async Task<Result<DatasetId>> ExecuteAsync(
        Actor actor, DatasetRequest request, string? idempotencyKey, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.MakeDatasets) is { } lacking)
        {
            return lacking;
        }

        if (!DatasetSpec.Create(request, terms).TryGet(out var spec, out var refusal))
        {
            return refusal;
        }

        if (!model.IsAvailable)
        {
            return DataGenErrors.NotConfigured;
        }

        if (!(await agent.FindOrHireAsync(actor, cancellationToken)).TryGet(out var target, out refusal))
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

        var id = StrongId.New<DatasetId>(clock);
        var run = DatasetRuns.Of(actor, id, spec.Count, target, clock, idempotencyKey is null ? null : $"key:{DataGenConstants.AgentTypeId}:{actor.User}:{idempotencyKey}");
        var started = await store.StartAsync(new DatasetStart(id, actor, spec, terms.Rates, model.Label, model.IsOffline, run), cancellationToken);
        if (started.IsOk)
        {
            feed.Publish(actor.Workspace, FeedTopic.Datasets, started.Value.ToString());
        }

        return started;
    }
}

internal static class DatasetRuns
{
    /// <summary>A run over a dataset. Its job is the dataset, so that its runs stand together as earlier runs of one job.</summary>
    public static RunStart Of(Actor actor, DatasetId id, int count, RunTarget target, TimeProvider clock, string? dedupKey = null) => new(
        StrongId.New<RunId>(clock),
        id.ToString(),
        target,
        MakeDatasetSkill.Params(id, count),
        Window: null,
        DryRun: false,
        CorrelationId.Current,
        clock.Now(),
        actor.Via == Via.Page ? RunOrigin.Page : RunOrigin.Api,
        actor.Name,
        dedupKey);
}
