using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using DatasetVerdict = Synter.Domain.DataGen.Verdict;
using static Synter.Web.Components.States.StatusFamily;

namespace Synter.Web.Components.States;

/// <summary>The status words of the console: the only ones, each with its family and its icon.</summary>
public static class StatusWords
{
    public static readonly Status Draft = new("Draft", Idle, "edit");
    public static readonly Status Queued = new("Queued", Idle, "clock");
    public static readonly Status Scheduled = new("Scheduled", Idle, "clock");
    public static readonly Status Planned = new("Planned", Idle, "clock");
    public static readonly Status Paused = new("Paused", Idle, "pause");
    public static readonly Status Cancelled = new("Cancelled", Idle, "x");
    public static readonly Status Skipped = new("Skipped (dry run)", Idle, "minus");
    public static readonly Status Rejected = new("Rejected", Idle, "x");
    public static readonly Status Ended = new("Ended", Idle, "minus");
    public static readonly Status Lapsed = new("Lapsed", Idle, "minus");
    public static readonly Status Superseded = new("Superseded", Idle, "minus");
    public static readonly Status Withdrawn = new("Withdrawn", Idle, "x");
    public static readonly Status PutBack = new("Put back", Idle, "minus");

    public static readonly Status Running = new("Running", StatusFamily.Live, "spin");
    public static readonly Status Executing = new("Executing", StatusFamily.Live, "spin");
    public static readonly Status Retrying = new("Retrying", StatusFamily.Live, "spin");
    public static readonly Status Sending = new("Sends soon", StatusFamily.Live, "spin");

    public static readonly Status WaitingForYou = new("Waiting for you", Wait, "hand");
    public static readonly Status WaitingForReview = new("Waiting for review", Wait, "hand");
    public static readonly Status Unknown = new("Unknown: please check", Wait, "hand");

    public static readonly Status Succeeded = new("Succeeded", Good, "check");
    public static readonly Status Approved = new("Approved", Good, "check");
    public static readonly Status Accepted = new("Accepted", Good, "check");
    public static readonly Status Executed = new("Executed", Good, "check");
    public static readonly Status Acknowledged = new("Acknowledged", Good, "check");
    public static readonly Status Configured = new("Configured", Good, "check");
    public static readonly Status Works = new("Works", Good, "check");
    public static readonly Status Active = new("Active", Good, "check");

    public static readonly Status PartlyExecuted = new("Partly executed", Warn, "warn");
    public static readonly Status Missing = new("Missing", Warn, "warn");
    public static readonly Status CloseToLimit = new("Close to a limit", Warn, "warn");
    public static readonly Status AtLimit = new("At the limit", Warn, "warn");
    public static readonly Status Provisional = new("Provisional", Warn, "warn");
    public static readonly Status Stale = new("Stale", Warn, "warn");
    public static readonly Status ExpiresSoon = new("Expires soon", Warn, "warn");

    public static readonly Status Failed = new("Failed", Bad, "err");
    public static readonly Status SignInFailed = new("Sign-in failed", Bad, "key");
    public static readonly Status UnexpectedAnswer = new("Unexpected answer", Bad, "braces");
    public static readonly Status Denied = new("Denied", Bad, "gate");
    public static readonly Status Stopped = new("Stopped", Bad, "stop");

    public static IReadOnlyList<Status> All { get; } =
    [
        Draft, Queued, Scheduled, Planned, Paused, Cancelled, Skipped, Rejected, Ended, Lapsed, Superseded, Withdrawn, PutBack,
        Running, Executing, Retrying, Sending,
        WaitingForYou, WaitingForReview, Unknown,
        Succeeded, Approved, Accepted, Executed, Acknowledged, Configured, Works, Active,
        PartlyExecuted, Missing, CloseToLimit, AtLimit, Provisional, Stale, ExpiresSoon,
        Failed, SignInFailed, UnexpectedAnswer, Denied, Stopped,
    ];

    public static Status Of(RunStatus status) => status switch
    {
        RunStatus.Queued => Queued,
        RunStatus.Running => Running,
        RunStatus.Retrying => Retrying,
        RunStatus.Succeeded => Succeeded,
        RunStatus.Failed => Failed,
        RunStatus.FailedAuth => SignInFailed,
        RunStatus.FailedSchema => UnexpectedAnswer,
        RunStatus.Cancelled => Cancelled,
    };

    public static Status Of(HiredAgentStatus status) => status switch
    {
        HiredAgentStatus.Draft => Draft,
        HiredAgentStatus.Configured => Configured,
        HiredAgentStatus.Active => Active,
        HiredAgentStatus.Paused => Paused,
        HiredAgentStatus.Ended => Ended,
    };

    public static Status Of(GoalStatus status) => status switch
    {
        GoalStatus.Active => Active,
        GoalStatus.Paused => Paused,
        GoalStatus.Ended => Ended,
    };

    public static Status Of(DeliverableState state) => state switch
    {
        DeliverableState.Draft => Draft,
        DeliverableState.PendingReview => WaitingForReview,
        DeliverableState.Approved => Approved,
        DeliverableState.Rejected => Rejected,
        DeliverableState.Acknowledged => Acknowledged,
        DeliverableState.Scheduled => Scheduled,
        DeliverableState.Executing => Executing,
        DeliverableState.Executed => Executed,
        DeliverableState.PartlyExecuted => PartlyExecuted,
        DeliverableState.Failed => Failed,
        DeliverableState.Unknown => Unknown,
        DeliverableState.Superseded => Superseded,
        DeliverableState.Withdrawn => Withdrawn,
    };

    public static Status Of(DatasetVerdict verdict) => verdict switch
    {
        DatasetVerdict.Accepted => Accepted,
        DatasetVerdict.Rejected => Rejected,
    };

    public static Status Of(EffectState state) => state switch
    {
        EffectState.Planned => Planned,
        EffectState.Executing => Executing,
        EffectState.Executed => Executed,
        EffectState.Failed => Failed,
        EffectState.Unknown => Unknown,
        EffectState.Denied => Denied,
        EffectState.Skipped => Skipped,
        EffectState.Cancelled => Cancelled,
        EffectState.Reverted => PutBack,
    };
}
