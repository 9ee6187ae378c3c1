using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Synter.Domain.Marketing;
using Synter.Domain.Sandbox;
using Synter.Infrastructure.Providers;

namespace Synter.Infrastructure.Sandbox;

/// <summary>Plays Graph as far as a page's posts go: publish, list, read, change, delete, and its refusals.</summary>
internal sealed partial class SimulatedFacebook : ISimulatedProvider
{
    private const int DefaultLimit = 25;

    /// <summary>How long Facebook takes the same text for a slip.</summary>
    private static readonly TimeSpan DuplicateWindow = TimeSpan.FromDays(1);

    private static readonly TimeSpan RateWindow = TimeSpan.FromHours(1);

    public string Key => SandboxProviders.Facebook;

    public async Task<SimulatedAnswer> AnswerAsync(ReceivedRequest request, SandboxPosts posts, CancellationToken cancellationToken)
    {
        if (request.Token is not { } token)
        {
            return FacebookAnswers.Error(400, 104, "An access token is required to request this resource.");
        }

        var path = request.Segments is [var version, .. var rest] && Version().IsMatch(version) ? rest : request.Segments;
        var me = SimulatedAccount.Of(token);
        var call = new Call(request, posts, me, PageOf(path.FirstOrDefault(), me));
        var answer = (request.Method, path) switch
        {
            ("POST", [_, "feed"]) => await PublishAsync(call, cancellationToken),
            ("GET", [_, "feed" or "posts" or "published_posts"]) => await ListAsync(call, cancellationToken),
            ("GET", [var id]) when !id.Contains('_') => FacebookAnswers.Fields(PageBody(call), call.Fields("id,name")),
            ("GET", [var id]) => await ReadAsync(call, id, cancellationToken),
            ("POST", [var id]) when id.Contains('_') => await ChangeAsync(call, id, cancellationToken),
            ("DELETE", [var id]) when id.Contains('_') => await DeleteAsync(call, id, cancellationToken),
            _ => FacebookAnswers.Error(400, 2500, $"Unknown path components: {request.Path}"),
        };
        return await WithUsageAsync(answer, call, cancellationToken);
    }

    public SimulatedAnswer Failure(int status, TimeSpan? retryAfter, DateTimeOffset now) => FacebookAnswers.Failure(status, retryAfter);

    private static async Task<SimulatedAnswer> PublishAsync(Call call, CancellationToken cancellationToken)
    {
        var parameters = call.Request.Parameters;
        var (text, link) = (parameters.GetValueOrDefault("message") ?? "", parameters.GetValueOrDefault("link"));
        if (text.Length == 0 && string.IsNullOrEmpty(link))
        {
            return FacebookAnswers.Error(400, 100, "(#100) Missing message or attachment");
        }

        if (text.Length > SocialPlatform.Facebook.Limit)
        {
            return FacebookAnswers.Error(400, 100, "(#100) Param message is too long");
        }

        if (await call.Posts.HasAsync(call.Page, text, call.Request.At - DuplicateWindow, cancellationToken))
        {
            return FacebookAnswers.Error(400, 506, "(#506) Duplicate status message", subcode: 1455006);
        }

        var isPublished = !string.Equals(parameters.GetValueOrDefault("published"), "false", StringComparison.OrdinalIgnoreCase);
        var effect = call.Request.Headers.GetValueOrDefault(EffectMark.EffectHeader.ToLowerInvariant());
        var id = await call.Posts.AddAsync(
            new NewPost(call.Page, text, link, isPublished, call.Request.At, effect),
            seq => string.Create(CultureInfo.InvariantCulture, $"{call.Page}_{122_100_000_000_000 + seq}"),
            cancellationToken);
        return SimulatedAnswer.Of(200, new JsonObject { ["id"] = id });
    }

    private static async Task<SimulatedAnswer> ListAsync(Call call, CancellationToken cancellationToken)
    {
        var limit = (int)Math.Clamp(call.Number("limit") ?? DefaultLimit, 1, 100);
        var since = call.Number("since") is { } seconds and < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : (DateTimeOffset?)null;
        var found = await call.Posts.ListAsync(call.Page, since, call.Number("after"), limit + 1, cancellationToken);
        var shown = found.Take(limit).ToList();
        var data = new JsonArray([.. shown.Select(p => FacebookAnswers.Pick(PostBody(p.Post), call.Fields("created_time,message,id")))]);
        if (shown.Count == 0)
        {
            return SimulatedAnswer.Of(200, new JsonObject { ["data"] = data });
        }

        var (before, after) = (Cursor(shown[0].Seq), Cursor(shown[^1].Seq));
        var paging = new JsonObject { ["cursors"] = new JsonObject { ["before"] = before, ["after"] = after } };
        if (found.Count > limit)
        {
            paging["next"] = $"https://graph.facebook.com{call.Request.Path}?limit={limit}&after={after}&access_token={Mask.Masked}";
        }

        return SimulatedAnswer.Of(200, new JsonObject { ["data"] = data, ["paging"] = paging });
    }

    private static async Task<SimulatedAnswer> ReadAsync(Call call, string id, CancellationToken cancellationToken) =>
        await call.Posts.FindAsync(id, cancellationToken) is { } post
            ? FacebookAnswers.Fields(PostBody(post), call.Fields("created_time,message,id"))
            : FacebookAnswers.Missing(id);

    private static async Task<SimulatedAnswer> ChangeAsync(Call call, string id, CancellationToken cancellationToken)
    {
        if (await call.Posts.FindAsync(id, cancellationToken) is null)
        {
            return FacebookAnswers.Missing(id);
        }

        if (call.Request.Parameters.GetValueOrDefault("message") is not { Length: > 0 } text)
        {
            return FacebookAnswers.Error(400, 100, "(#100) No parameters to update");
        }

        await call.Posts.ChangeAsync(id, text, cancellationToken);
        return SimulatedAnswer.Of(200, new JsonObject { ["success"] = true });
    }

    private static async Task<SimulatedAnswer> DeleteAsync(Call call, string id, CancellationToken cancellationToken)
    {
        if (await call.Posts.FindAsync(id, cancellationToken) is null)
        {
            return FacebookAnswers.Missing(id);
        }

        await call.Posts.DeleteAsync(id, call.Request.At, cancellationToken);
        return SimulatedAnswer.Of(200, new JsonObject { ["success"] = true });
    }

    private static async Task<SimulatedAnswer> WithUsageAsync(SimulatedAnswer answer, Call call, CancellationToken cancellationToken)
    {
        var writes = await call.Posts.WritesSinceAsync(call.Request.At - RateWindow, cancellationToken);
        return FacebookAnswers.WithUsage(answer, call.Page, writes);
    }

    /// <summary>Anything but «me» is a page's id or name, and the token is not held against it.</summary>
    private static string PageOf(string? segment, SimulatedAccount me) => segment is null or "me" ? me.Id : segment.Split('_')[0];

    private static JsonObject PageBody(Call call) => new() { ["id"] = call.Page, ["name"] = $"Sandbox page {call.Page[^Math.Min(4, call.Page.Length)..]}" };

    private static JsonObject PostBody(SandboxPost post) => new()
    {
        ["created_time"] = post.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+0000'", CultureInfo.InvariantCulture),
        ["message"] = post.Text,
        ["id"] = post.Id,
        ["permalink_url"] = $"https://www.facebook.com/{post.Id.Replace("_", "/posts/", StringComparison.Ordinal)}",
    };

    private static string Cursor(long seq) => seq.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^v\d+\.\d+$")]
    private static partial Regex Version();

    private sealed record Call(ReceivedRequest Request, SandboxPosts Posts, SimulatedAccount Me, string Page)
    {
        public string[] Fields(string otherwise) => (Request.Parameters.GetValueOrDefault("fields") ?? otherwise).Split(',');

        public long? Number(string name) =>
            long.TryParse(Request.Parameters.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
