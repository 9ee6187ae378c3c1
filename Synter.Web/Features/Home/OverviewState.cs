using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Deliverables;

namespace Synter.Web.Features.Home;

/// <summary>What is true of the workspace now.</summary>
/// <param name="Waiting">What has waited longest for a person.</param>
/// <param name="ToCheck">How many were sent with a failure or an unknown end.</param>
/// <param name="Running">Runs at work or waiting for another attempt.</param>
/// <param name="Failed">The runs that failed last.</param>
public sealed record OverviewState(
    IReadOnlyList<DeliverableRow> Waiting,
    int WaitingCount,
    int GoingOut,
    int ToCheck,
    int Running,
    IReadOnlyList<RunRow> Failed,
    IReadOnlyList<HiredAgentSummary> Agents);
