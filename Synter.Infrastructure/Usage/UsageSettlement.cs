using Npgsql;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Usage;
using Synter.Infrastructure.Agents.Runs;

namespace Synter.Infrastructure.Usage;

/// <summary>
/// Writes what ended runs used, in the transaction that ends them. Only a run that succeeded counts: nobody's trial is used up by
/// a provider that failed, nor by a dry run.
/// </summary>
public sealed class UsageSettlement(UsageLedger ledger) : IRunSettlement
{
    public async Task SettleAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<SettledRun> runs, CancellationToken cancellationToken)
    {
        var ofAgents = runs.Where(r => r.Target.Agent is not null).ToLookup(r => r.Status == RunStatus.Succeeded && !r.DryRun);
        await ledger.SettleAsync(connection, transaction, [.. ofAgents[true].SelectMany(Used)], cancellationToken);
        await UsageLedger.ReleaseAsync(connection, transaction, [.. ofAgents[false].Select(r => Claim(r, UsageKind.Runs, 1))], cancellationToken);
    }

    private static IEnumerable<UsageClaim> Used(SettledRun run)
    {
        yield return Claim(run, UsageKind.Runs, 1);
        if (run.Drafts > 0)
        {
            yield return Claim(run, UsageKind.Drafts, run.Drafts);
        }
    }

    private static UsageClaim Claim(SettledRun run, UsageKind kind, long amount) =>
        new(run.Target.Workspace, run.Target.Agent, kind, run.Run.ToString(), amount);
}
