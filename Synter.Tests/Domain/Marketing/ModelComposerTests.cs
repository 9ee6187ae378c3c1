using Synter.Domain.Agents.Runs;
using Synter.Domain.Inference;
using Synter.Domain.Marketing;
using Synter.Domain.Marketing.Written;

namespace Synter.Tests.Domain.Marketing;

public sealed class ModelComposerTests
{
    private static readonly PostBrief Brief = Briefs.Plain with
    {
        Platforms = [SocialPlatform.Facebook, SocialPlatform.X],
        Slots = [new PostSlot(1, new DateOnly(2026, 11, 23))],
        Link = "https://sunrise.example/book",
        Hashtags = new HashtagRules(2, ["Sunrise"], ["ad"]),
        MaxLength = null,
    };

    [Fact]
    public async Task Compose_GoodAnswer_IsADraftWithItsLink()
    {
        var model = new Scripted(Post("Brush twice a day. #Sunrise"));

        var post = Assert.Single(await WriteAsync(Brief, model));

        Assert.Equal(("Brushing", "Brush twice a day."), (post.Title, post.Canonical));
        Assert.Equal("Brush twice a day. #Sunrise", post.Texts["facebook"]);
        Assert.Equal("Brush twice a day. #Sunrise\n\nhttps://sunrise.example/book", post.Texts["x"]);
        Assert.Single(model.Asked);
    }

    [Theory]
    [InlineData("no JSON at all", "no JSON object")]
    [InlineData("too long", "characters")]
    [InlineData("See https://elsewhere.example #Sunrise", "link")]
    [InlineData("One #Sunrise #two #three", "hashtags")]
    [InlineData("Brush. #Sunrise #ad", "#ad")]
    [InlineData("Brush.", "#Sunrise")]
    public async Task Compose_WrongAnswer_IsRepairedOnce_OrRefusedWithTheReason(string text, string reason)
    {
        var wrong = text == "no JSON at all" ? text : Post(text == "too long" ? $"#Sunrise {new string('x', 300)}" : text);
        var repaired = new Scripted(wrong, Post("Brush twice a day. #Sunrise"));
        Assert.Single(await WriteAsync(Brief, repaired));
        Assert.Contains(reason, repaired.Asked[1].Messages[^1].Text, StringComparison.Ordinal);

        var refused = await Assert.ThrowsAsync<ProviderException>(() => WriteAsync(Brief, new Scripted(wrong, wrong, wrong)));
        Assert.Equal((FailureClass.Rejected, "draft_invalid"), (refused.Class, refused.Code));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compose_SamePostTwice_IsWrittenAnew()
    {
        var brief = Brief with { Slots = [new PostSlot(1, new DateOnly(2026, 11, 23)), new PostSlot(2, new DateOnly(2026, 11, 24))] };
        var model = new Scripted(Post("One. #Sunrise"), Post("One. #Sunrise"), Post("Two. #Sunrise"));

        var posts = await WriteAsync(brief, model);

        Assert.Equal(["One. #Sunrise", "Two. #Sunrise"], posts.Select(p => p.Texts["facebook"]));
    }

    private static string Post(string text) => $$$"""{"title":"Brushing","canonical":"Brush twice a day.","texts":{"facebook":"{{{text}}}","x":"{{{text}}}"}}""";

    private static async Task<IReadOnlyList<ComposedPost>> WriteAsync(PostBrief brief, IChatModel model)
    {
        var posts = new List<ComposedPost>();
        await foreach (var post in new ModelComposer(model).ComposeAsync(brief, default))
        {
            posts.Add(post);
        }

        return posts;
    }

    private sealed class Scripted(params string[] replies) : IChatModel
    {
        public List<ChatRequest> Asked { get; } = [];

        public bool IsAvailable => true;

        public bool IsOffline => false;

        public string Label => "small-1";

        public Task<ChatReply> AskAsync(ChatRequest request, CancellationToken cancellationToken)
        {
            Asked.Add(request with { Messages = [.. request.Messages] });
            return Task.FromResult(new ChatReply(replies[Asked.Count - 1], 1, 1, IsCounted: true));
        }
    }
}
