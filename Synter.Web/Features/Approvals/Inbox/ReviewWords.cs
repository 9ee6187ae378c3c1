using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Web.Components.Text;

namespace Synter.Web.Features.Approvals.Inbox;

/// <summary>Proposals and decisions in words.</summary>
public static class ReviewWords
{
    public static string Providers(IReadOnlyList<string> keys) => keys.Count == 0 ? "Changes nothing outside" : string.Join(", ", keys.Select(ProviderNames.Of));

    public static string Changes(int count) => count switch
    {
        0 => "no change",
        1 => "1 change",
        _ => $"{count} changes",
    };

    public static string Risk(Risk risk) => risk switch
    {
        Domain.Approvals.Deliverables.Risk.Low => "Low",
        Domain.Approvals.Deliverables.Risk.Medium => "Medium",
        Domain.Approvals.Deliverables.Risk.High => "High",
    };

    public static string RiskReason(DeliverableRow row) => (row.EffectCount, row.Risk) switch
    {
        (0, _) => "for reading only",
        (_, Domain.Approvals.Deliverables.Risk.High) => "cannot be undone",
        (1, _) => "can be put back",
        _ => "all can be put back",
    };

    /// <summary>What a yes does, in one sentence.</summary>
    public static string Yes(DeliverableView view, TimeSpan undo)
    {
        var what = view.Effects is [var only] ? $"{Kind(only)} to {ProviderNames.Of(only.Provider)} as {only.Account}" : $"{Changes(view.Effects.Count)}";
        var when = view.Row.SendAt is null
            ? undo > TimeSpan.Zero ? $"is sent in {Manner.Lasts(undo)}; until then you can undo" : "is sent at once"
            : "is sent at its time; until then you can undo";
        return $"{what} {when}.";
    }

    public static string Kind(EffectView effect) => EffectKinds.Find(effect.Kind)?.Name ?? effect.Kind;

    /// <summary>Said before, not after: what can be done when it turns out wrong.</summary>
    public static string Undoing(EffectView effect) => (effect.Compensation, EffectKinds.Find(effect.Kind)?.IsReversible) switch
    {
        ({ } how, _) => $"Can be put back: {how.Replace('_', ' ')}.",
        (null, true) => $"Once sent, it is taken down at {ProviderNames.Of(effect.Provider)}, not here.",
        _ => "Cannot be undone.",
    };

    /// <summary>What a person is asked about a change that nobody can tell about.</summary>
    public static string Ask(EffectView effect) => effect.ProblemCode == EffectView.DiffersCode
        ? $"We sent exactly what was approved, and {ProviderNames.Of(effect.Provider)} shows something else. Look at it there and tell us what is to be."
        : $"We sent this and got no answer. Look at {ProviderNames.Of(effect.Provider)} and tell us what you see.";

    public static string Decided(Decision decision) => decision switch
    {
        Decision.Approve => "approved",
        Decision.Reject => "rejected",
        Decision.Edit => "edited",
        Decision.Acknowledge => "acknowledged",
        Decision.Undo => "undid the approval of",
        Decision.Revoke => "revoked the approval of",
        Decision.Withdraw => "withdrew",
        Decision.Comment => "commented on",
    };

    /// <summary>Why nothing was decided, for a page that was answered by address.</summary>
    /// <param name="kept">The form, when its fields are known: what is wrong with them stands there.</param>
    public static string Problem(string code, KeptForm? kept = null) => kept is { Errors: { Count: > 0 } errors }
        ? $"Nothing was changed. {string.Join(' ', errors.Values)}"
        : Problem(code);

    private static string Problem(string code) => code switch
    {
        "stale_revision" => "It changed while you read. Look again, then decide on what stands now.",
        "already_decided" => "Someone has decided it already. Nothing was sent by you.",
        "wrong_state" => "It moved on meanwhile, so this is not possible any more.",
        "validation_failed" => "It was not taken: a field needs a mend. Nothing was changed.",
        "raw_secret" => "The edit holds what looks like a secret. Take it out; credentials are kept under Providers.",
        "forbidden" => "Your role may read this and not decide it. Ask an admin.",
        "stopped" => "All changes are stopped. Nothing was sent.",
        "note_missing" => "A rejection needs a note: the agent reads it before its next run.",
        _ => $"Nothing was decided ({code}). Try again.",
    };
}
