using System.Globalization;
using Synter.Domain.Agents.Runs;

namespace Synter.Infrastructure.Providers.X;

/// <summary>Classifies what X says no with: problem documents with a title, a detail and a type.</summary>
internal static class XErrors
{
    public static ProviderException Read(ProviderAnswer answer, DateTimeOffset now) => (int)answer.Status switch
    {
        401 => new(FailureClass.Auth, "sign_in_refused", "X refused the sign-in. Reconnect the account to continue."),
        402 => new(FailureClass.Rejected, "credits_used_up", "X wants to be paid for posting and the account’s credits are used up. Add credits there."),
        403 when Detail(answer).Contains("duplicate content", StringComparison.OrdinalIgnoreCase) =>
            new(FailureClass.Rejected, "duplicate", "X has this very post already and takes it only once. Change the text, or leave it."),
        403 when Detail(answer).Contains("too long", StringComparison.OrdinalIgnoreCase) => new(FailureClass.Rejected, "too_long", "X finds the post too long. Shorten it."),
        403 => new(FailureClass.Auth, "permission_missing", "X does not let this connection post. Reconnect the account with permission to write posts."),
        429 => new(FailureClass.Transient, "rate_limited", "X asks to slow down.", RetryAfter.Standard(answer, now) ?? UntilReset(answer, now) ?? TimeSpan.FromMinutes(15)),
        // A gateway's page, not the interface's own word: the post may have been made behind it.
        >= 500 => new(FailureClass.Transient, "provider_error", "X had a fault of its own.", RetryAfter.Standard(answer, now)) { InDoubt = answer.WasWrite && !IsProblem(answer) },
        >= 400 => new(FailureClass.Rejected, "refused", string.Create(CultureInfo.InvariantCulture, $"X refused this (status {(int)answer.Status}).")),
        _ => answer.Unexpected("status"),
    };

    private static bool IsProblem(ProviderAnswer answer) => answer.Json?["title"] is not null || answer.Json?["errors"] is not null;

    private static string Detail(ProviderAnswer answer) => answer.Json.At("detail").AsText() ?? "";

    private static TimeSpan? UntilReset(ProviderAnswer answer, DateTimeOffset now) =>
        answer.Headers.TryGetValue("x-rate-limit-reset", out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253402300800
            ? RetryAfter.Within(DateTimeOffset.FromUnixTimeSeconds(seconds) - now)
            : null;
}
