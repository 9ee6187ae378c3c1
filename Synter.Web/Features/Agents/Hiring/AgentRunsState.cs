using Synter.Web.Features.Agents.Runs;

namespace Synter.Web.Features.Agents.Hiring;

public sealed record AgentRunsState(AgentFrame Frame, RunsState Runs);
