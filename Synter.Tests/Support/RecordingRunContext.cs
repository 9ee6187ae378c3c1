using System.Text.Json.Nodes;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Deliverables;

namespace Synter.Tests.Support;

/// <summary>A run context that keeps what a skill did, for tests without an engine.</summary>
public sealed class RecordingRunContext : RunContext
{
    private readonly Dictionary<string, JsonNode> _checkpoints = [];

    public List<(LogLevel Level, string Message)> Lines { get; } = [];

    public List<RunProgress> Progress { get; } = [];

    public List<(string Slot, DraftDeliverable Draft)> Proposed { get; } = [];

    public override void Log(LogLevel level, string message) => Lines.Add((level, message));

    public override void Report(long done, long total, string step) => Progress.Add(new RunProgress(done, total, step));

    public override void Propose(string slot, DraftDeliverable draft) => Proposed.Add((slot, draft));

    public override Task CheckpointAsync(string key, JsonNode value, CancellationToken cancellationToken)
    {
        _checkpoints[key] = value;
        return Task.CompletedTask;
    }

    public override Task<JsonNode?> ReadCheckpointAsync(string key, CancellationToken cancellationToken) =>
        Task.FromResult(_checkpoints.GetValueOrDefault(key));
}
