using Synter.Domain.Marketing.Offline;

namespace Synter.Tests.Domain.Marketing;

/// <summary>What a post may not say, and what the composer counts on.</summary>
public class CopyBankTests
{
    /// <summary>A monthly pack of five posts a week over six begun weeks.</summary>
    private const int LargestSet = 30;

    private const int ShortestPost = 50;

    public static TheoryData<string> Languages() => [.. CopyBank.All.Keys];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Hooks_AtTheShortestLength_SufficeForTheLargestSet(string language)
    {
        var bank = CopyBank.All[language];
        var general = bank.Tips.Where(t => t.Fields is not { Count: > 0 }).Concat(bank.Questions);

        var starts = general.Select(p => p.Hook.Length <= ShortestPost ? p.Hook : p.Hook[..(ShortestPost / 2)]).Distinct().Count();

        Assert.True(starts >= LargestSet, $"Only {starts} different beginnings.");
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Hooks_StandAloneInAPost(string language) =>
        Assert.All(CopyBank.All[language].Tips.Concat(CopyBank.All[language].Questions), p => Assert.True(p.Hook.Length <= 110, p.Id));

    [Theory]
    [MemberData(nameof(Languages))]
    public void Ids_AreUniqueAndFieldsKnown(string language)
    {
        var bank = CopyBank.All[language];
        var pieces = bank.Tips.Concat(bank.Services).Concat(bank.Questions).Concat(bank.Clinic).Concat(bank.Days).ToList();

        Assert.Equal(pieces.Count, pieces.Select(p => p.Id).Distinct().Count());
        Assert.All(pieces.SelectMany(p => p.Fields ?? []), field => Assert.Contains(field, bank.Fields.Keys));
        Assert.All(bank.Days, day => Assert.True(DateOnly.TryParseExact($"2024-{day.On}", "yyyy-MM-dd", out _), day.Id));
    }

    [Theory]
    [InlineData("cure")]
    [InlineData("guarantee")]
    [InlineData("painless")]
    [InlineData("best ")]
    [InlineData("safe and")]
    [InlineData("100")]
    [InlineData("proven")]
    [InlineData("% off")]
    [InlineData("only today")]
    public void English_MakesNoClaims(string claim)
    {
        var bank = CopyBank.English;
        var texts = bank.Services.Concat(bank.Clinic).SelectMany(p => p.More.Append(p.Hook).Append(p.Title))
            .Concat(bank.Closings.Values.SelectMany(c => c)).Concat(bank.Openings.Values.SelectMany(o => o));

        Assert.DoesNotContain(texts, text => text.Contains(claim, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("Root canal", "dental")]
    [InlineData("LASIK consultation", "eye")]
    [InlineData("Post-natal physiotherapy", "movement")]
    public void FieldsOf_AnOffering_AreToldByItsWords(string offering, string field) => Assert.Contains(field, CopyBank.English.FieldsOf([offering]));

    [Theory]
    [InlineData("Wheelchair hire")]
    [InlineData("Kidney stones")]
    public void FieldsOf_AnOfferingThatOnlyContainsAWord_AreNone(string offering) => Assert.Empty(CopyBank.English.FieldsOf([offering]));
}
