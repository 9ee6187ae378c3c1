using System.Globalization;
using System.Text.Json.Nodes;
using Synter.Domain.Marketing;
using Synter.Domain.Sandbox;
using Synter.Infrastructure.Providers;

namespace Synter.Infrastructure.Sandbox;

/// <summary>Plays X's second interface as far as an account's posts go: publish, list, read, delete, and its refusals.</summary>
internal sealed class SimulatedX : ISimulatedProvider
{
    private const int DefaultResults = 10;

    private static readonly TimeSpan DuplicateWindow = TimeSpan.FromDays(1);

    private static readonly HashSet<string> KnownMembers =
    [
        "text", "media", "reply", "quote_tweet_id", "poll", "reply_settings", "community_id", "nullcast", "made_with_ai", "paid_partnership", "edit_options",
        "geo", "for_super_followers_only", "direct_message_deep_link", "card_uri", "share_with_followers",
    ];

    public string Key => SandboxProviders.X;

    public async Task<SimulatedAnswer> AnswerAsync(ReceivedRequest request, SandboxPosts posts, CancellationToken cancellationToken)
    {
        if (request.Token is not { } token)
        {
            return XAnswers.Problem(401, "Unauthorized", "Unauthorized");
        }

        var call = new Call(request, posts, SimulatedAccount.Of(token));
        var answer = (request.Method, request.Segments) switch
        {
            ("POST", ["2", "tweets"]) => await PublishAsync(call, cancellationToken),
            ("GET", ["2", "tweets", var id]) => await ReadAsync(call, id, cancellationToken),
            ("DELETE", ["2", "tweets", var id]) => await DeleteAsync(call, id, cancellationToken),
            ("GET", ["2", "users", "me"]) => SimulatedAnswer.Of(200, new JsonObject { ["data"] = UserBody(call.Me) }),
            ("GET", ["2", "users", var user, "tweets"]) => await ListAsync(call, user, cancellationToken),
            _ => XAnswers.Problem(404, "Not Found", "Not Found"),
        };
        var writes = await posts.WritesSinceAsync(XAnswers.WindowStart(request.At), cancellationToken);
        return XAnswers.WithRate(answer, request.Method, writes, request.At);
    }

    public SimulatedAnswer Failure(int status, TimeSpan? retryAfter, DateTimeOffset now) => XAnswers.Failure(status, retryAfter, now);

    private static async Task<SimulatedAnswer> PublishAsync(Call call, CancellationToken cancellationToken)
    {
        if (call.Request.Json is not { } json)
        {
            return XAnswers.Invalid("The request body is not a JSON object.");
        }

        if (json.FirstOrDefault(p => !KnownMembers.Contains(p.Key)).Key is { } unknown)
        {
            return XAnswers.Invalid($"$.{unknown}: is not defined in the schema and the schema does not allow additional properties");
        }

        if (json["text"] is not JsonValue value || !value.TryGetValue<string>(out var text) || string.IsNullOrWhiteSpace(text))
        {
            return XAnswers.Invalid("$.text: must be a text of at least one character");
        }

        text = text.Trim();
        if (SocialPlatform.X.Measure(text) > SocialPlatform.X.Limit)
        {
            return XAnswers.Problem(403, "Forbidden", "Your Tweet text is too long. For more information, please see https://docs.x.com/fundamentals/counting-characters.");
        }

        if (await call.Posts.HasAsync(call.Me.Id, text, call.Request.At - DuplicateWindow, cancellationToken))
        {
            return XAnswers.Problem(403, "Forbidden", "You are not allowed to create a Tweet with duplicate content.");
        }

        var effect = call.Request.Headers.GetValueOrDefault(EffectMark.EffectHeader.ToLowerInvariant());
        var id = await call.Posts.AddAsync(
            new NewPost(call.Me.Id, text, Link: null, IsPublished: true, call.Request.At, effect), seq => Snowflake(call.Request.At, seq), cancellationToken);
        var body = XAnswers.Tweet(id, text, call.Request.At, call.Me.Id, new HashSet<string>());
        return SimulatedAnswer.Of(201, new JsonObject { ["data"] = body });
    }

    private static async Task<SimulatedAnswer> ReadAsync(Call call, string id, CancellationToken cancellationToken) =>
        await call.Posts.FindAsync(id, cancellationToken) is { } post
            ? SimulatedAnswer.Of(200, new JsonObject { ["data"] = TweetOf(post, call) })
            : SimulatedAnswer.Of(200, new JsonObject { ["errors"] = new JsonArray(XAnswers.NotFound(id)) });

    private static async Task<SimulatedAnswer> DeleteAsync(Call call, string id, CancellationToken cancellationToken)
    {
        if (await call.Posts.FindAsync(id, cancellationToken) is { } post && post.Account == call.Me.Id)
        {
            await call.Posts.DeleteAsync(id, call.Request.At, cancellationToken);
        }

        return SimulatedAnswer.Of(200, new JsonObject { ["data"] = new JsonObject { ["deleted"] = true } });
    }

    private static async Task<SimulatedAnswer> ListAsync(Call call, string user, CancellationToken cancellationToken)
    {
        var limit = call.Number("max_results") ?? DefaultResults;
        if (limit is < 5 or > 100)
        {
            return XAnswers.Invalid($"The `max_results` query parameter value [{limit}] is not between 5 and 100");
        }

        var since = DateTimeOffset.TryParse(call.Request.Query.GetValueOrDefault("start_time"), CultureInfo.InvariantCulture, out var time) ? time : (DateTimeOffset?)null;
        var found = await call.Posts.ListAsync(user, since, call.Number("pagination_token"), (int)limit + 1, cancellationToken);
        var shown = found.Take((int)limit).ToList();
        var meta = new JsonObject { ["result_count"] = shown.Count };
        var answer = new JsonObject();
        if (shown.Count > 0)
        {
            answer["data"] = new JsonArray([.. shown.Select(p => TweetOf(p.Post, call))]);
            meta["newest_id"] = shown[0].Post.Id;
            meta["oldest_id"] = shown[^1].Post.Id;
        }

        if (found.Count > limit)
        {
            meta["next_token"] = shown[^1].Seq.ToString(CultureInfo.InvariantCulture);
        }

        answer["meta"] = meta;
        return SimulatedAnswer.Of(200, answer);
    }

    private static JsonObject TweetOf(SandboxPost post, Call call) => XAnswers.Tweet(post.Id, post.Text, post.CreatedAt, post.Account, call.Fields());

    private static JsonObject UserBody(SimulatedAccount user) => new() { ["id"] = user.Id, ["name"] = $"Sandbox account {user.Short}", ["username"] = $"sandbox_{user.Short}" };

    /// <summary>Ids carry their time, as X's do.</summary>
    private static string Snowflake(DateTimeOffset at, long seq)
    {
        const long Epoch = 1_288_834_974_657;
        return (((at.ToUnixTimeMilliseconds() - Epoch) << 22) | (seq & 0x3FFFFF)).ToString(CultureInfo.InvariantCulture);
    }

    private sealed record Call(ReceivedRequest Request, SandboxPosts Posts, SimulatedAccount Me)
    {
        public HashSet<string> Fields() => (Request.Query.GetValueOrDefault("tweet.fields") ?? "").Split(',').ToHashSet();

        public long? Number(string name) =>
            long.TryParse(Request.Query.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
