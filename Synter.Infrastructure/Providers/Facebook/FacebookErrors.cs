using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Synter.Domain.Agents.Runs;

namespace Synter.Infrastructure.Providers.Facebook;

/// <summary>Classifies what Graph says no with. Its own code counts first: it answers 400 to nearly everything.</summary>
internal static class FacebookErrors
{
    private const int UnsupportedGet = 33;
    private const int InvalidParameter = 100;

    private const string Name = "Facebook";

    /// <summary>The object that was asked for is not there, or not visible to this token.</summary>
    public static bool IsMissing(ProviderAnswer answer) =>
        answer.Status == HttpStatusCode.NotFound || (Number(Error(answer)?["code"]) == InvalidParameter && Number(Error(answer)?["error_subcode"]) == UnsupportedGet);

    public static ProviderException Read(ProviderAnswer answer, DateTimeOffset now)
    {
        var error = Error(answer);
        var code = Number(error?["code"]);
        var wait = WaitOf(answer, now);
        return code switch
        {
            190 or 102 or 104 or 2500 => SignInEnded(),
            3 or 10 or (>= 200 and <= 299) => new(FailureClass.Auth, "permission_missing", "Facebook does not let this connection post. Reconnect the page with permission to manage posts."),
            4 or 17 or 32 or 341 or 613 or (>= 80000 and <= 80014) => Limited(wait),
            368 => new(FailureClass.Rejected, "blocked_for_policy", "Facebook has blocked this page from posting for now. Look at the page’s support inbox before trying again."),
            506 => new(FailureClass.Rejected, "duplicate", "Facebook has this very post already and takes it only once. Change the text, or leave it."),
            2635 => new(FailureClass.Rejected, "version_ended", "Facebook no longer serves this version of its interface. Set Providers:Facebook:ApiVersion to a current one."),
            1 or 2 => Unwell(wait),
            not null when IsTransient(error) => Unwell(wait),
            _ => ByStatus(answer, code, wait),
        };
    }

    private static ProviderException ByStatus(ProviderAnswer answer, int? code, TimeSpan? wait) => (int)answer.Status switch
    {
        401 => SignInEnded(),
        403 => new(FailureClass.Auth, "permission_missing", "Facebook refused this connection. Reconnect the page."),
        429 => Limited(wait),
        // A gateway's page, not Graph's own word: the post may have been made behind it.
        >= 500 when code is null => Unwell(wait, inDoubt: answer.WasWrite),
        >= 500 => Unwell(wait),
        >= 400 => new(FailureClass.Rejected, "refused", $"Facebook refused this ({Words(answer, code)})."),
        _ => answer.Unexpected("error"),
    };

    private static ProviderException SignInEnded() => new(FailureClass.Auth, "sign_in_refused", "Facebook refused the sign-in. Reconnect the page to continue.");

    private static ProviderException Limited(TimeSpan? wait) =>
        new(FailureClass.Transient, "rate_limited", "Facebook asks to slow down.", wait ?? TimeSpan.FromMinutes(1));

    private static ProviderException Unwell(TimeSpan? wait, bool inDoubt = false) =>
        new(FailureClass.Transient, "provider_error", "Facebook had a fault of its own.", wait) { InDoubt = inDoubt };

    private static string Words(ProviderAnswer answer, int? code) => code is { } number
        ? string.Create(CultureInfo.InvariantCulture, $"code {number}")
        : string.Create(CultureInfo.InvariantCulture, $"status {(int)answer.Status}");

    private static TimeSpan? WaitOf(ProviderAnswer answer, DateTimeOffset now) => RetryAfter.Standard(answer, now) ?? RegainAccess(answer);

    /// <summary>Minutes, by business and use case; the longest counts.</summary>
    private static TimeSpan? RegainAccess(ProviderAnswer answer)
    {
        if (!answer.Headers.TryGetValue("x-business-use-case-usage", out var text))
        {
            return null;
        }

        try
        {
            var minutes = (JsonNode.Parse(text) as JsonObject)?
                .SelectMany(business => business.Value as JsonArray ?? [])
                .Max(usage => Number(usage.At("estimated_time_to_regain_access")));
            return minutes > 0 ? RetryAfter.Within(TimeSpan.FromMinutes(minutes.Value)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsTransient(JsonObject? error) => error?["is_transient"] is JsonValue value && value.TryGetValue<bool>(out var transient) && transient;

    private static JsonObject? Error(ProviderAnswer answer) => answer.Json.At("error") as JsonObject;

    private static int? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;
}
