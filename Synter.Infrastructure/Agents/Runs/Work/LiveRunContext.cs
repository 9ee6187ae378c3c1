using System.Text.Json.Nodes;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Deliverables;

namespace Synter.Infrastructure.Agents.Runs.Work;

/// <summary>What a skill holds in its hands while this node works on its run.</summary>
internal sealed class LiveRunContext(LiveRun run, RunJournal journal, RunCheckpoints checkpoints) : RunContext
{
    public override void Log(LogLevel level, string message)
    {
        run.Log(level, message);
        journal.HasNews(run);
    }

    public override void Report(long done, long total, string step)
    {
        run.Report(new RunProgress(done, total, step));
        journal.HasMoved(run);
    }

    public override void Propose(string slot, DraftDeliverable draft) => run.Propose(slot, draft);

    public override async Task CheckpointAsync(string key, JsonNode value, CancellationToken cancellationToken)
    {
        run.HasCheckpoints = true;
        if (await checkpoints.WriteAsync(run.Claimed, key, value, cancellationToken))
        {
            return;
        }

        throw LoseLease();
    }

    public override Task<JsonNode?> ReadCheckpointAsync(string key, CancellationToken cancellationToken) =>
        checkpoints.ReadAsync(run.Claimed, key, cancellationToken);

    public override OperationCanceledException LoseLease()
    {
        run.Stop(StopReason.LeaseLost);
        return base.LoseLease();
    }
}
