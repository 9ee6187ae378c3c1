using System.Text.Json;
using System.Text.Json.Nodes;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Web.Components.States;
using Synter.Web.Components.Text;

namespace Synter.Web.Features.Audit;

/// <summary>Entries in words.</summary>
public static class AuditWords
{
    private static readonly string[] s_told = ["message", "reason", "note", "title", "nickname", "posting_identity", "email", "assigned_to"];

    /// <summary>What was done. A kind nobody wrote a sentence for is read out.</summary>
    public static string What(string kind) => kind switch
    {
        "gate.denied" => "Denied by the gate",
        "session.signed_in" => "Signed in",
        "session.signed_out" => "Signed out",
        "member.joined" => "Joined the workspace",
        "member.password_changed" => "Changed the password",
        "member.email_changed" => "Changed the e-mail",
        "member.way_in_added" => "Linked an account to sign in with",
        "member.way_in_removed" => "Unlinked an account to sign in with",
        "member.second_factor_set_up" => "Set up a second factor",
        "member.second_factor_turned_off" => "Turned the second factor off",
        "member.second_factor_failed" => "Too many wrong codes",
        "member.second_factor_reset" => "Reset a member’s second factor",
        "member.recovery_codes_renewed" => "Made new recovery codes",
        "member.recovery_code_used" => "Signed in with a recovery code",
        "member.passkey_added" => "Added a passkey",
        "member.passkey_renamed" => "Renamed a passkey",
        "member.passkey_removed" => "Removed a passkey",
        "workspace.door_changed" => "Changed the ways in",
        "changes.stopped" => "Stopped all changes",
        "changes.stop_explained" => "Gave the reason for the stop",
        "changes.resumed" => "Resumed changes",
        "approval.redeemed" => "Approval used",
        "agent.finalized" => "Agent ready",
        "deliverable.unassigned" => "Proposal assigned to nobody",
        "deliverable.rehearsed" => "Proposal tried without sending",
        _ when kind.Split('.') is [var thing, var act] => Identifiers.Capital($"{Thing(thing)} {act.Replace('_', ' ')}"),
        _ => kind,
    };

    /// <summary>The icon says what family it is of; the words say the rest.</summary>
    public static (string Icon, StatusFamily Family) Sign(string kind) => kind.Split('.') switch
    {
        ["gate", ..] => ("gate", StatusFamily.Bad),
        ["changes", ..] => ("stop", StatusFamily.Bad),
        ["deliverable", "approved" or "acknowledged"] => ("check", StatusFamily.Good),
        ["deliverable" or "approval", ..] => ("inbox", StatusFamily.Idle),
        ["effect", "failed" or "denied"] => ("err", StatusFamily.Bad),
        ["effect", ..] => ("up", StatusFamily.Idle),
        ["session", ..] => ("users", StatusFamily.Idle),
        ["credential", ..] => ("key", StatusFamily.Idle),
        ["agent", ..] => ("agent", StatusFamily.Idle),
        ["goal", ..] => ("target", StatusFamily.Idle),
        _ => ("shield", StatusFamily.Idle),
    };

    /// <summary>The sentence of the details, where they hold one.</summary>
    public static string? Told(AuditLine line) =>
        Text(line.Details?["goal_template_id"]) is { } template
            ? Identifiers.Words(template)
            : s_told.Select(key => Text(line.Details?[key])).FirstOrDefault(text => text is { Length: > 0 });

    /// <summary>A detail as people read it: «yes», «offerings, location».</summary>
    public static string Value(JsonNode value) => value switch
    {
        JsonArray list => string.Join(", ", list.Select(item => item is null ? "nothing" : Value(item))),
        JsonValue flag when flag.GetValueKind() is JsonValueKind.True or JsonValueKind.False => flag.GetValue<bool>() ? "yes" : "no",
        _ => Text(value) ?? value.ToJsonString(),
    };

    public static string Way(Via via) => via switch
    {
        Via.Page => "in a page",
        Via.Api => "through the API",
        Via.System => "by itself",
        _ => throw new ArgumentOutOfRangeException(nameof(via)),
    };

    /// <summary>The page of what an entry is about, where it has one.</summary>
    public static string? Href(string? subject) => subject?.Split('_')[0] switch
    {
        "run" => $"/runs/{subject}",
        "dlv" => $"/review/{subject}",
        "hag" => $"/agents/{subject}/configure",
        _ => null,
    };

    private static string? Text(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static string Thing(string thing) => thing == "deliverable" ? "proposal" : thing.Replace('_', ' ');
}
