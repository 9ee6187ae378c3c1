using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Agents.Runs;
using Synter.Domain.DataGen;
using Synter.Domain.DataGen.Exports;
using Synter.Infrastructure.Agents.Runs;
using Synter.Infrastructure.DataGen.Mirror;
using Synter.Infrastructure.Settings;

namespace Synter.Infrastructure.DataGen;

public static class DataGenSetup
{
    public static IServiceCollection AddDataGen(this IServiceCollection services) => services
        .AddSingleton(provider => provider.GetRequiredService<SynterSettings>().Inference.Terms)
        .AddSingleton(provider => new MirrorMark(provider.GetRequiredService<SynterSettings>().CStore))
        .AddSingleton<IDatasetStore, DatasetStore>()
        .AddSingleton<IDatasetWork, DatasetWork>()
        .AddSingleton<IDataGenQueries, DataGenQueries>()
        .AddSingleton<IDataGenAgent, DataGenAgent>()
        .AddSingleton<RecordPages>()
        .AddSingleton<IExportSource>(provider => provider.GetRequiredService<RecordPages>())
        .AddSingleton<IRunSettlement, DatasetSettlement>()
        .AddSingleton<IAgentSkill, MakeDatasetSkill>()
        .AddSingleton<PreviewThrottle>()
        .AddSingleton<StartDataset>()
        .AddSingleton<PreviewDataset>()
        .AddSingleton<CancelDataset>()
        .AddSingleton<RetryFailedRecords>()
        .AddSingleton<JudgeRecord>()
        .AddSingleton<JudgeRest>()
        .AddSingleton<AmendSchema>()
        .AddSingleton<ExportDataset>();
}
