using FsCheck;
using FsCheck.Fluent;
using Synter.Domain.Marketing;
using Synter.Domain.Marketing.Offline;

namespace Synter.Tests.Domain.Marketing;

public class OfflineComposerTests
{
    [Fact]
    public void Compose_OfAnyBrief_KeepsEveryLimit() => ForAny((brief, posts) => posts.All(post => brief.Platforms.All(platform =>
        post.Texts[platform.Key] is { Length: > 0 } text
        && platform.Measure(text) <= platform.Limit
        && text.Length <= (brief.MaxLength ?? int.MaxValue))));

    [Fact]
    public void Compose_OfAnyBrief_FillsEachSlotInOrder() =>
        ForAny((brief, posts) => posts.Select(p => p.Slot).SequenceEqual(brief.Slots) && posts.All(p => p.Texts.Count == brief.Platforms.Count));

    [Fact]
    public void Compose_OfAnyBrief_NeverRepeatsItself() =>
        ForAny((brief, posts) => brief.Platforms.All(platform => posts.Select(p => p.Texts[platform.Key]).Distinct().Count() == posts.Count));

    [Fact]
    public void Compose_OfAnyBrief_KeepsTheHashtagRules() => ForAny((brief, posts) => posts.All(post => post.Texts.Values.All(text =>
    {
        var tags = text.Split([' ', '\n']).Where(word => word.StartsWith('#')).ToList();
        return tags.Count <= brief.Hashtags.MaxPerPost && !tags.Contains("#Prevention");
    })));

    [Fact]
    public void Compose_OfAnyBrief_LeavesNoGaps() =>
        ForAny((_, posts) => posts.All(post => !post.Canonical.Contains('{') && !post.Title.Contains('{') && post.Texts.Values.All(t => !t.Contains('{'))));

    [Fact]
    public async Task Compose_Twice_GivesTheSame()
    {
        var once = await WriteAsync(Briefs.Plain);
        var again = await WriteAsync(Briefs.Plain);

        Assert.Equal(once.SelectMany(p => p.Texts.Values), again.SelectMany(p => p.Texts.Values));
    }

    [Fact]
    public async Task Compose_WithAnotherSeed_GivesAnotherOrder()
    {
        var one = await WriteAsync(Briefs.Plain with { Seed = "gol_a" });
        var other = await WriteAsync(Briefs.Plain with { Seed = "gol_b" });

        Assert.NotEqual(one.Select(p => p.Title), other.Select(p => p.Title));
    }

    [Fact]
    public async Task Compose_DayAfterDay_RepeatsNothingForFourWeeks()
    {
        var titles = new List<string>();
        for (var day = 0; day < 28; day++)
        {
            var brief = Briefs.Plain with { Slots = [new PostSlot(1, Briefs.Monday.AddDays(day))], Position = day, Topics = [PostTopic.PatientEducation, PostTopic.Questions, PostTopic.Seasonal] };
            titles.Add((await WriteAsync(brief)).Single().Title);
        }

        Assert.Equal(titles.Count, titles.Distinct().Count());
    }

    [Fact]
    public async Task Compose_ForADentalClinic_TalksMostlyAboutTeeth()
    {
        var posts = await WriteAsync(Briefs.Plain with { Topics = [PostTopic.PatientEducation], Slots = Briefs.Slots(12) });

        var own = CopyBank.English.Tips.Where(t => t.Fields?.Contains("dental") == true).Select(t => t.Title).ToHashSet();
        Assert.Equal(8, posts.Count(p => own.Contains(p.Title)));
    }

    [Fact]
    public async Task Compose_OverAHealthDay_NamesItOnItsDate()
    {
        var brief = Briefs.Plain with { Slots = [new PostSlot(1, new DateOnly(2026, 11, 12)), new PostSlot(2, new DateOnly(2026, 11, 16))] };

        var posts = await WriteAsync(brief);

        Assert.Equal(PostTopic.Seasonal, posts[0].Topic);
        Assert.Equal(new DateOnly(2026, 11, 14), posts[0].Day);
        Assert.StartsWith("World Diabetes Day", posts[0].Texts["x"]);
        Assert.NotEqual(PostTopic.Seasonal, posts[1].Topic);
    }

    [Fact]
    public async Task Compose_WithALink_WritesItForXOnly()
    {
        var posts = await WriteAsync(Briefs.Plain with { Link = "https://sunrise.example/book" });

        Assert.All(posts, p => Assert.Contains("https://sunrise.example/book", p.Texts["x"]));
        Assert.All(posts, p => Assert.DoesNotContain("https://", p.Texts["facebook"]));
    }

    [Theory]
    [InlineData("hi", "दो मिनट")]
    [InlineData("es", "Dos minutos")]
    public async Task Compose_InALanguageWithCopyOfItsOwn_WritesIt(string language, string beginning)
    {
        var posts = await WriteAsync(Briefs.Plain with { Language = language, Topics = [PostTopic.PatientEducation], Slots = Briefs.Slots(14) });

        Assert.Contains(posts, p => p.Texts["x"].Contains(beginning, StringComparison.Ordinal));
        Assert.Empty(new OfflineComposer().Caveats(Briefs.Plain with { Language = language }));
    }

    [Fact]
    public void Caveats_ForALanguageWithoutCopy_SayWhichItIsWrittenIn()
    {
        var caveat = Assert.Single(new OfflineComposer().Caveats(Briefs.Plain with { Language = "ta" }));

        Assert.Contains("written in English, Hindi and Spanish", caveat);
        Assert.Contains("Tamil", caveat);
        Assert.Empty(new OfflineComposer().Caveats(Briefs.Plain with { Language = "en-GB" }));
    }

    private static void ForAny(Func<PostBrief, IReadOnlyList<ComposedPost>, bool> holds) =>
        Prop.ForAll(Briefs.Any, brief => holds(brief, WriteAsync(brief).GetAwaiter().GetResult())).QuickCheckThrowOnFailure();

    private static async Task<IReadOnlyList<ComposedPost>> WriteAsync(PostBrief brief)
    {
        var posts = new List<ComposedPost>();
        await foreach (var post in new OfflineComposer().ComposeAsync(brief, CancellationToken.None))
        {
            posts.Add(post);
        }

        return posts;
    }
}
