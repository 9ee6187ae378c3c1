using Npgsql;
using Synter.Domain.Agents.Runs;

namespace Synter.Infrastructure.Agents.Runs;

/// <summary>A run at its end.</summary>
/// <param name="Drafts">How many deliverables it made.</param>
public sealed record SettledRun(RunId Run, RunTarget Target, RunStatus Status, bool DryRun, int Drafts);

/// <summary>
/// Settles what was reserved, inside the transaction that ends the runs. Small runs end many to a transaction, so it gets them all at
/// once, possibly of several workspaces. Every registered one is called.
/// </summary>
public interface IRunSettlement
{
    Task SettleAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<SettledRun> runs, CancellationToken cancellationToken);
}
