using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Synter.Domain.Agents.Runs;

namespace Synter.Infrastructure.Providers.Facebook;

/// <summary>Reads a page and its posts.</summary>
internal sealed class FacebookReader(FacebookClient client) : ISocialReader
{
    private const int PageSize = 100;

    /// <summary>A page that posts more than this between a wish and its doubt is nothing we can look through.</summary>
    private const int MostPages = 20;

    private const string Fields = "id,message,created_time,permalink_url";

    /// <summary>The name of whom the token belongs to.</summary>
    public async Task<string> WhoAsync(ProviderAccess access, CancellationToken cancellationToken)
    {
        using var request = access.Request(HttpMethod.Get, client.Path("me?fields=id,name"));
        var answer = await client.SendAsync(request, cancellationToken);
        return answer.Require("name");
    }

    public async Task<PublishedPost?> FindAsync(ProviderAccess access, string id, CancellationToken cancellationToken)
    {
        using var request = access.Request(HttpMethod.Get, client.Path($"{Uri.EscapeDataString(id)}?fields={Fields}"));
        return await client.LookAsync(request, cancellationToken) is { } answer ? PostOf(answer, answer.Json) : null;
    }

    public async IAsyncEnumerable<PublishedPost> SinceAsync(
        ProviderAccess access, string account, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var path = client.Path(string.Create(CultureInfo.InvariantCulture,
            $"{FacebookClient.PageOf(access, account)}/posts?fields={Fields}&limit={PageSize}&since={since.ToUnixTimeSeconds()}"));
        string? after = null;
        for (var page = 0; page < MostPages; page++)
        {
            // The next page's address in the answer carries the token in its query, so it is made from the cursor instead.
            using var request = access.Request(HttpMethod.Get, after is null ? path : $"{path}&after={Uri.EscapeDataString(after)}");
            var answer = await client.SendAsync(request, cancellationToken);
            foreach (var post in answer.Json?["data"] as JsonArray ?? throw answer.Unexpected("data"))
            {
                yield return PostOf(answer, post as JsonObject);
            }

            after = answer.Json.At("paging", "next") is null ? null : answer.Require("paging.cursors.after");
            if (after is null)
            {
                yield break;
            }
        }

        throw new ProviderException(FailureClass.Rejected, "too_many_posts", "The page has too many posts since then to look through. Look at it there.");
    }

    private static PublishedPost PostOf(ProviderAnswer answer, JsonObject? post) => new(
        answer.Require("id", post.At("id")),
        // A post may have no text, only a picture.
        post.At("message").AsText() ?? "",
        DateTimeOffset.TryParse(answer.Require("created_time", post.At("created_time")), CultureInfo.InvariantCulture, out var at) ? at : throw answer.Unexpected("created_time"),
        post.At("permalink_url").AsText());
}
