using System.Globalization;
using System.Text.Json.Nodes;

namespace Synter.Infrastructure.Sandbox;

/// <summary>The shapes of Graph's answers.</summary>
internal static class FacebookAnswers
{
    public static SimulatedAnswer Error(int status, int code, string message, int? subcode = null, bool isTransient = false)
    {
        var error = new JsonObject { ["message"] = message, ["type"] = "OAuthException", ["code"] = code };
        if (subcode is { } number)
        {
            error["error_subcode"] = number;
        }

        error["is_transient"] = isTransient;
        error["fbtrace_id"] = "ASandboxTrace";
        return SimulatedAnswer.Of(status, new JsonObject { ["error"] = error });
    }

    public static SimulatedAnswer Missing(string id) => Error(
        400, 100, $"Unsupported get request. Object with ID '{id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation", subcode: 33);

    public static SimulatedAnswer Failure(int status, TimeSpan? retryAfter)
    {
        var answer = status switch
        {
            401 => Error(401, 190, "Error validating access token: Session has expired.", subcode: 463),
            403 => Error(403, 200, "(#200) Permissions error"),
            429 => Error(429, 32, "(#32) Page request limit reached", isTransient: true),
            >= 500 => Error(status, 2, "An unexpected error has occurred. Please retry your request later.", isTransient: true),
            _ => Error(status, 100, "(#100) Invalid parameter"),
        };
        var wait = retryAfter ?? SimulatedRetry.Default(status);
        return wait is { } time ? answer.With("retry-after", SimulatedRetry.Seconds(time)) : answer;
    }

    /// <summary>Of an object only what was asked for, its id always.</summary>
    public static SimulatedAnswer Fields(JsonObject body, IReadOnlyList<string> fields) => SimulatedAnswer.Of(200, Pick(body, fields));

    public static JsonObject Pick(JsonObject body, IReadOnlyList<string> fields) =>
        new(body.Where(p => p.Key == "id" || fields.Contains(p.Key)).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));

    /// <summary>Percent of what a page may do in an hour; the sandbox only counts, it does not stop anyone.</summary>
    public static SimulatedAnswer WithUsage(SimulatedAnswer answer, string page, int calls)
    {
        var percent = Math.Min(99, calls / 2);
        var app = new JsonObject { ["call_count"] = percent, ["total_cputime"] = percent, ["total_time"] = percent };
        var usage = new JsonObject
        {
            [page] = new JsonArray(new JsonObject
            {
                ["type"] = "pages", ["call_count"] = percent, ["total_cputime"] = percent, ["total_time"] = percent, ["estimated_time_to_regain_access"] = 0,
            }),
        };
        return answer
            .With("x-app-usage", app.ToJsonString())
            .With("x-business-use-case-usage", usage.ToJsonString())
            .With("facebook-api-version", "v25.0")
            .With("x-fb-request-id", string.Create(CultureInfo.InvariantCulture, $"sandbox-{calls}"));
    }
}
