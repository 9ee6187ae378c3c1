using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Synter.Infrastructure.Sandbox;

/// <summary>The shapes of X's answers.</summary>
internal static partial class XAnswers
{
    private const int WritesPerWindow = 100;
    private const int ReadsPerWindow = 900;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    public static SimulatedAnswer Problem(int status, string title, string detail) => SimulatedAnswer.Of(status, new JsonObject
    {
        ["title"] = title, ["detail"] = detail, ["type"] = "about:blank", ["status"] = status,
    });

    public static SimulatedAnswer Invalid(string message) => SimulatedAnswer.Of(400, new JsonObject
    {
        ["errors"] = new JsonArray(new JsonObject { ["parameters"] = new JsonObject(), ["message"] = message }),
        ["title"] = "Invalid Request",
        ["detail"] = "One or more parameters to your request was invalid.",
        ["type"] = "https://api.twitter.com/2/problems/invalid-request",
    });

    public static JsonObject NotFound(string id) => new()
    {
        ["value"] = id,
        ["detail"] = $"Could not find tweet with id: [{id}].",
        ["title"] = "Not Found Error",
        ["resource_type"] = "tweet",
        ["parameter"] = "id",
        ["resource_id"] = id,
        ["type"] = "https://api.twitter.com/2/problems/resource-not-found",
    };

    public static SimulatedAnswer Failure(int status, TimeSpan? retryAfter, DateTimeOffset now)
    {
        var answer = status switch
        {
            401 => Problem(401, "Unauthorized", "Unauthorized"),
            403 => Problem(403, "Forbidden", "You are not permitted to perform this action."),
            429 => Problem(429, "Too Many Requests", "Too Many Requests"),
            >= 500 => Problem(status, "Internal Server Error", "Something is broken. This is usually a temporary error."),
            _ => Problem(status, "Invalid Request", "One or more parameters to your request was invalid."),
        };
        if ((retryAfter ?? SimulatedRetry.Default(status)) is not { } wait)
        {
            return answer;
        }

        // X says when its window ends; a plain Retry-After is what was asked for by hand.
        var reset = (now + wait).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        answer = answer.With("x-rate-limit-limit", "100").With("x-rate-limit-remaining", "0").With("x-rate-limit-reset", reset);
        return retryAfter is null ? answer : answer.With("retry-after", SimulatedRetry.Seconds(wait));
    }

    public static DateTimeOffset WindowStart(DateTimeOffset now) => now - Window;

    /// <summary>Counts down as X does, and stops nobody: a fault does that.</summary>
    public static SimulatedAnswer WithRate(SimulatedAnswer answer, string method, int writes, DateTimeOffset now)
    {
        var (limit, remaining) = method == "GET" ? (ReadsPerWindow, ReadsPerWindow - 1) : (WritesPerWindow, Math.Max(1, WritesPerWindow - writes));
        var reset = (now.ToUnixTimeSeconds() / (long)Window.TotalSeconds * (long)Window.TotalSeconds) + (long)Window.TotalSeconds;
        return answer
            .With("x-rate-limit-limit", limit.ToString(CultureInfo.InvariantCulture))
            .With("x-rate-limit-remaining", remaining.ToString(CultureInfo.InvariantCulture))
            .With("x-rate-limit-reset", reset.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>A post as X shows it: links shortened, three signs escaped, and only the fields that were asked for.</summary>
    public static JsonObject Tweet(string id, string text, DateTimeOffset at, string author, IReadOnlySet<string> fields)
    {
        var urls = new JsonArray();
        var shown = Link().Replace(text, link =>
        {
            var code = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(link.Value)))[..10];
            urls.Add(new JsonObject { ["start"] = link.Index, ["end"] = link.Index + link.Length, ["url"] = $"https://t.co/{code}", ["expanded_url"] = link.Value });
            return $"https://t.co/{code}";
        });
        var tweet = new JsonObject
        {
            ["id"] = id,
            ["text"] = shown.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal),
            ["edit_history_tweet_ids"] = new JsonArray(id),
        };
        if (fields.Contains("created_at"))
        {
            tweet["created_at"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        }

        if (fields.Contains("author_id"))
        {
            tweet["author_id"] = author;
        }

        if (fields.Contains("entities") && urls.Count > 0)
        {
            tweet["entities"] = new JsonObject { ["urls"] = urls };
        }

        return tweet;
    }

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Link();
}
