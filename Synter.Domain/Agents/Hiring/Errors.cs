using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Hiring;

/// <summary>What hiring refuses, and how to go on.</summary>
public static class HiringErrors
{
    public static readonly Refusal NoSuchAgent = Refusals.NotFound("hired agent");

    public static readonly Refusal NoSuchGoal = Refusals.NotFound("goal");

    public static readonly Refusal AgentEnded = Refusals.WrongState("This agent has ended. Hire another.");

    public static readonly Refusal AgentPaused = Refusals.WrongState("This agent is paused. Resume it, then run the goal.");

    public static readonly Refusal GoalPaused = Refusals.WrongState("This goal is paused. Resume it, then run it.");

    public static readonly Refusal NotConfigured = Refusals.WrongState("This agent is still being configured. Finish that first, then give it goals.");

    public static readonly Refusal TemplateIsFixed = Refusals.Invalid(
        new FieldError("/goal_template_id", "A goal keeps its template. End this goal and add another."));

    public static readonly Refusal Stale = new(
        RefusalKind.Conflict, "stale_revision", "Somebody saved this agent meanwhile. Look at what changed, then save again.");

    public static Refusal CannotPause(HiredAgentStatus status) => Refusals.WrongState(status switch
    {
        HiredAgentStatus.Draft or HiredAgentStatus.Configured => "This agent has no goals yet, so there is nothing to pause.",
        HiredAgentStatus.Paused => "This agent is paused already.",
        HiredAgentStatus.Ended => AgentEnded.Message,
        HiredAgentStatus.Active => throw new ArgumentOutOfRangeException(nameof(status)),
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    });

    public static Refusal CannotResume(HiredAgentStatus status) => status == HiredAgentStatus.Ended
        ? AgentEnded
        : Refusals.WrongState("This agent is not paused.");

    public static Refusal CannotMoveGoal(GoalStatus status) => Refusals.WrongState(status switch
    {
        GoalStatus.Active => "This goal is not paused.",
        GoalStatus.Paused => "This goal is paused already.",
        GoalStatus.Ended => "This goal has ended.",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    });
}
