using System.Text.Json.Nodes;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Runs;

/// <summary>Calendar days in the agent's zone, both inclusive.</summary>
public sealed record RunWindow(DateOnly Start, DateOnly End);

/// <summary>What a run is asked to do (seed 1 §2.2).</summary>
/// <param name="JobId">The goal's id; for platform agents their name.</param>
/// <param name="DryRun">Compute only: no deliverables, nothing sent.</param>
public sealed record RunEnvelope(
    string JobId,
    RunId RunId,
    WorkspaceId Workspace,
    JsonObject Params,
    RunWindow? Window,
    bool DryRun,
    CorrelationId Correlation);
