using Npgsql;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Agents.Runs;
using Synter.Infrastructure.Agents.Runs.Queue;
using Synter.Tests.Support;
using Synter.Tests.Support.Runs;

namespace Synter.Tests.Database.Agents.Runs;

/// <summary>A run's deliverables and what the audit says of them, in the transaction that ends it.</summary>
public sealed class RunEndsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly EngineWorld _world = new();

    [Fact]
    public async Task End_WithDeliverables_AppendsToTheAuditAfterAllElse()
    {
        // The append locks the chain's head: what came after it would keep the workspace's decisions waiting.
        var earlier = new AuditedSoFar();
        _world.Settlements.Add(earlier);
        await using var node = EngineNode.Create(postgres.Database, _world);
        var desk = new RunDesk(node);
        var end = await ClaimAsync(node, desk);

        Assert.Equal(RunStatus.Succeeded, (await node.Get<RunEnds>().EndAsync(end)).Status);

        Assert.Equal(0, earlier.Count);
        Assert.Equal(1, await desk.CountAsync("audit_entries"));
    }

    [Fact]
    public async Task End_WhoseAuditCannotBeWritten_EndsNothing()
    {
        await using var node = EngineNode.Create(postgres.Database, _world);
        var desk = new RunDesk(node);
        var end = await ClaimAsync(node, desk);

        await using (await BrokenAudit.InAsync(postgres))
        {
            await Assert.ThrowsAsync<PostgresException>(() => node.Get<RunEnds>().EndAsync(end));
        }

        Assert.Equal(RunStatus.Running, (await desk.RunAsync(end.Run.Id)).Row.Status);
    }

    private async Task<RunEnd> ClaimAsync(EngineNode node, RunDesk desk)
    {
        var id = await desk.StartAsync();
        _world.Audited.Add(AuditEntry.BySystem(desk.Workspace, "deliverable.superseded", "dlv_1", CorrelationId.Current, []));
        var run = Assert.Single((await node.Get<RunClaims>().ClaimAsync(10, default)).Runs, run => run.Id == id);
        var output = new RunOutput("a", new DraftDeliverable("report", "What was posted", "Five posts.", []));
        return new RunEnd(run, RunStatus.Succeeded, RunOutcome.Nothing, null, RunProgress.None, [], 0, [output], false, TimeProvider.System.Now());
    }

    private sealed class AuditedSoFar : IRunSettlement
    {
        public long? Count { get; private set; }

        public async Task SettleAsync(
            NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<SettledRun> runs, CancellationToken cancellationToken)
        {
            await using var command = new NpgsqlCommand("SELECT count(*) FROM audit_entries WHERE workspace_id = $1", connection, transaction)
            {
                Parameters = { new() { Value = runs[0].Target.Workspace.Value } },
            };
            Count = (long?)await command.ExecuteScalarAsync(cancellationToken);
        }
    }
}
