using FsCheck;
using FsCheck.Fluent;
using Synter.Domain.Marketing;

namespace Synter.Tests.Domain.Marketing;

/// <summary>Briefs as any valid config may give them.</summary>
internal static class Briefs
{
    public static readonly DateOnly Monday = new(2026, 11, 23);

    public static readonly PostBrief Plain = new(
        new Brand("Sunrise Dental", "Kothrud, Pune", ["Dental implants", "Root canal", "Teeth whitening"]),
        "en-IN", Tone.Friendly, null, null, Enum.GetValues<PostTopic>(), Slots(3), SocialPlatform.All, null, HashtagRules.Default,
        "gol_a", 0, "2026-11-23");

    public static readonly Arbitrary<PostBrief> Any = (
        from brand in Gen.Elements("Sunrise Dental", "Dr. Iyer’s Eye Clinic & Co.", "口腔クリニック", "S", "Sm:)e 🦷 Studio", new string('Ü', 80))
        from location in Gen.Elements("Kothrud, Pune", "São Paulo", "東京都港区", "12/3 High Street, Bath", string.Concat(Enumerable.Repeat("Long Road ", 12)))
        from offerings in Gen.Elements("Root canal", "X-ray", "カウンセリング", "Physiotherapy", "Diabetes check-up", new string('w', 80)).ListOf(4)
        from language in Gen.Elements("en", "en-GB", "hi", "es", "ar")
        from tone in Gen.Elements(Enum.GetValues<Tone>())
        from theme in Gen.Elements<string?>(null, "Healthy gums", new string('t', 80))
        from link in Gen.Elements<string?>(null, "https://sunrise.example/book", "https://sunrise.example/" + new string('p', 270))
        from topics in Gen.SubListOf<PostTopic>(Enum.GetValues<PostTopic>())
        from count in Gen.Choose(1, 30)
        from platforms in Gen.Elements<IReadOnlyList<SocialPlatform>>(SocialPlatform.All, [SocialPlatform.X], [SocialPlatform.Facebook])
        from maxLength in Gen.OneOf(Gen.Constant<int?>(null), Gen.Choose(50, 400).Select(n => (int?)n), Gen.Constant<int?>(50))
        from maxTags in Gen.Choose(0, 5)
        from position in Gen.Choose(0, 1_000_000)
        from seed in Gen.Choose(0, 1000)
        select Plain with
        {
            Brand = new Brand(brand, location.Trim(), [.. offerings.Append("Check-up").Distinct()]),
            Language = language,
            Tone = tone,
            Theme = theme,
            Link = link,
            Topics = topics.Count == 0 ? Plain.Topics : [.. topics],
            Slots = Slots(count),
            Platforms = platforms,
            MaxLength = maxLength,
            Hashtags = new HashtagRules(maxTags, ["SunriseDental", "#Smile"], ["prevention"]),
            Position = position,
            Seed = $"gol_{seed}",
        }).ToArbitrary();

    public static IReadOnlyList<PostSlot> Slots(int count) => [.. Enumerable.Range(0, count).Select(i => new PostSlot(i + 1, Monday.AddDays(i)))];
}
