using System.Reflection;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Web.Components.Icons;
using Synter.Web.Components.States;
using Xunit;

namespace Synter.Tests.Components.States;

public sealed class StatusWordsTests
{
    [Fact]
    public void All_EveryWord_HasAnIconOfTheSprite() =>
        Assert.All(StatusWords.All, status => Assert.True(IconSet.Shapes.ContainsKey(status.Icon)));

    [Fact]
    public void All_EveryWord_HasAFamilyWithAStyle() =>
        Assert.All(StatusWords.All, status => Assert.False(string.IsNullOrEmpty(status.Css)));

    [Fact]
    public void All_Words_AreUnique() =>
        Assert.Equal(StatusWords.All.Count, StatusWords.All.Select(s => s.Word).Distinct().Count());

    [Fact]
    public void All_HoldsEveryWordOfTheMap()
    {
        var declared = typeof(StatusWords).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f.FieldType == typeof(Status)).Select(f => (Status)f.GetValue(null)!);

        Assert.Equal(declared.ToHashSet(), StatusWords.All.ToHashSet());
    }

    [Fact]
    public void Of_EveryStateOfTheDomain_HasAWord()
    {
        Assert.All(Enum.GetValues<RunStatus>(), state => Assert.Contains(StatusWords.Of(state), StatusWords.All));
        Assert.All(Enum.GetValues<DeliverableState>(), state => Assert.Contains(StatusWords.Of(state), StatusWords.All));
        Assert.All(Enum.GetValues<EffectState>(), state => Assert.Contains(StatusWords.Of(state), StatusWords.All));
    }

    [Fact]
    public async Task StatusPill_Rendered_SaysWordIconAndFamily()
    {
        await using var page = new Rendering();

        var pill = (await page.OfAsync<StatusPill>(("Status", StatusWords.SignInFailed))).QuerySelector("[data-testid=status]")!;

        Assert.Equal("Sign-in failed", pill.TextContent.Trim());
        Assert.True(pill.ClassList.Contains("bad"));
        Assert.Equal("#i-key", pill.QuerySelector("use")!.GetAttribute("href"));
    }

    [Fact]
    public async Task StatusPill_WithParticulars_KeepsItsStatus()
    {
        await using var page = new Rendering();

        var pill = (await page.OfAsync<StatusPill>(("Status", StatusWords.Retrying), ("Text", "Retrying at 09:14"))).QuerySelector("[data-testid=status]")!;

        Assert.Equal("Retrying at 09:14", pill.TextContent.Trim());
        Assert.Equal("Retrying", pill.GetAttribute("data-status"));
    }
}
