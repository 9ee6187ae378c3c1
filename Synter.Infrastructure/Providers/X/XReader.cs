using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Synter.Domain.Agents.Runs;

namespace Synter.Infrastructure.Providers.X;

/// <summary>Reads an account and its posts.</summary>
internal sealed class XReader(XClient client) : ISocialReader
{
    private const int PageSize = 100;

    private const int MostPages = 20;

    private const string Fields = "tweet.fields=created_at,entities";

    /// <summary>The handle of whom the token belongs to.</summary>
    public async Task<string> WhoAsync(ProviderAccess access, CancellationToken cancellationToken)
    {
        using var request = access.Request(HttpMethod.Get, "2/users/me");
        var answer = await client.SendAsync(request, cancellationToken);
        return "@" + answer.Require("data.username");
    }

    public async Task<PublishedPost?> FindAsync(ProviderAccess access, string id, CancellationToken cancellationToken)
    {
        using var request = access.Request(HttpMethod.Get, $"2/tweets/{Uri.EscapeDataString(id)}?{Fields}");
        return await client.LookAsync(request, cancellationToken) is { } answer ? PostOf(answer, answer.Json?["data"] as JsonObject) : null;
    }

    public async IAsyncEnumerable<PublishedPost> SinceAsync(
        ProviderAccess access, string account, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var me = access.Request(HttpMethod.Get, "2/users/me");
        var who = await client.SendAsync(me, cancellationToken);
        var user = who.Require("data.id");
        var path = string.Create(CultureInfo.InvariantCulture,
            $"2/users/{Uri.EscapeDataString(user)}/tweets?max_results={PageSize}&start_time={since.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}&{Fields}");
        string? next = null;
        for (var page = 0; page < MostPages; page++)
        {
            using var request = access.Request(HttpMethod.Get, next is null ? path : $"{path}&pagination_token={Uri.EscapeDataString(next)}");
            var answer = await client.SendAsync(request, cancellationToken);
            var meta = answer.Json?["meta"] as JsonObject ?? throw answer.Unexpected("meta");
            // Without posts there is no data at all.
            foreach (var post in answer.Json?["data"] as JsonArray ?? [])
            {
                yield return PostOf(answer, post as JsonObject);
            }

            next = meta["next_token"] is null ? null : answer.Require("meta.next_token");
            if (next is null)
            {
                yield break;
            }
        }

        throw new ProviderException(FailureClass.Rejected, "too_many_posts", "The account has too many posts since then to look through. Look at it there.");
    }

    private static PublishedPost PostOf(ProviderAnswer answer, JsonObject? post)
    {
        var id = answer.Require("data.id", post.At("id"));
        var at = DateTimeOffset.TryParse(answer.Require("data.created_at", post.At("created_at")), CultureInfo.InvariantCulture, out var time) ? time : throw answer.Unexpected("data.created_at");
        return new PublishedPost(id, AsWritten(answer.Require("data.text", post.At("text")), post), at, $"https://x.com/i/status/{id}");
    }

    /// <summary>X escapes three signs and puts a short address of its own in place of each link.</summary>
    private static string AsWritten(string text, JsonObject? post)
    {
        foreach (var link in post.At("entities", "urls") as JsonArray ?? [])
        {
            if (link.At("url").AsText() is { Length: > 0 } shortened && link.At("expanded_url").AsText() is { } expanded)
            {
                text = text.Replace(shortened, expanded, StringComparison.Ordinal);
            }
        }

        return WebUtility.HtmlDecode(text);
    }
}
