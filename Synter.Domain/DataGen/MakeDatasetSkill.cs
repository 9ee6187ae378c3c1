using System.Globalization;
using System.Text.Json.Nodes;
using Synter.Domain.Agents.Runs;
using Synter.Domain.DataGen.Making;
using Synter.Domain.Inference;
using Synter.Domain.Kernel;

namespace Synter.Domain.DataGen;

/// <summary>
/// Makes the missing records of a dataset: one inference call a record, several at a time, each stored before its place at the model is
/// given to the next. So after a crash at most the calls that were in flight are made again.
/// </summary>
public sealed class MakeDatasetSkill(IDatasetWork work, IChatModel model, DataGenTerms terms) : IAgentSkill
{
    public const string SkillKey = "datagen.make_dataset";
    public const string DatasetParameter = "dataset";

    public string Key => SkillKey;

    public async Task<RunOutcome> RunAsync(RunContext context, CancellationToken cancellationToken)
    {
        var id = DatasetOf(context.Envelope.Params);
        if (await work.BeginAsync(context, id, cancellationToken) is not { } job)
        {
            throw new ProviderException(FailureClass.Rejected, "dataset_gone", "The dataset of this run is not there any more.");
        }

        context.Log(LogLevel.Info, string.Create(
            CultureInfo.InvariantCulture, $"{job.Missing.Count:N0} of {job.Spec.Count:N0} records to make, {job.Spec.CallsAtOnce(terms)} at a time, by {model.Label}."));
        using var run = new DatasetRun(context, work, model, terms, job);
        return await run.MakeAsync(cancellationToken);
    }

    public static JsonObject Params(DatasetId id, int count) => new() { [DatasetParameter] = id.ToString(), ["count"] = count };

    private static DatasetId DatasetOf(JsonObject parameters) =>
        parameters[DatasetParameter] is JsonValue value && value.TryGetValue<string>(out var text) && StrongId.TryParse<DatasetId>(text, out var id)
            ? id
            : throw new ProviderException(FailureClass.Rejected, "no_dataset", "This run names no dataset. Start one under DataGen.");
}
