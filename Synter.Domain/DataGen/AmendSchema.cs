using System.Text.Json.Nodes;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;

namespace Synter.Domain.DataGen;

/// <summary>Gives an ended dataset another schema, for what «retry failed» makes. What is there is not judged again.</summary>
public sealed class AmendSchema(IDatasetStore store, IWorkspaceFeed feed)
{
    /// <param name="schema">Null for none.</param>
    public async Task<Result<Done>> ExecuteAsync(Actor actor, DatasetId id, JsonObject? schema, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.MakeDatasets) is { } lacking)
        {
            return lacking;
        }

        if (schema is not null && RecordSchema.Parse(schema).Refusal is { } wrong)
        {
            return wrong with { Errors = [.. wrong.Errors.Select(e => e with { Pointer = "/schema" + e.Pointer })] };
        }

        var amended = await store.AmendSchemaAsync(actor, id, schema, cancellationToken);
        if (amended.IsOk)
        {
            feed.Publish(actor.Workspace, FeedTopic.Datasets, id.ToString());
        }

        return amended;
    }
}
