using System.Reflection;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components;
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
    public void StatusPill_SaysWordIconAndFamily()
    {
        var pill = Read(StatusPill.Of(StatusWords.SignInFailed));

        Assert.Equal("Sign-in failed", pill.TextContent);
        Assert.True(pill.ClassList.Contains("bad"));
        Assert.Equal("#i-key", pill.QuerySelector("use")!.GetAttribute("href"));
    }

    [Fact]
    public void StatusPill_WithParticulars_KeepsItsStatus()
    {
        var pill = Read(StatusPill.Flag(StatusWords.Retrying, "Retrying at 09:14"));

        Assert.Equal("Retrying at 09:14", pill.TextContent);
        Assert.Equal("Retrying", pill.GetAttribute("data-status"));
    }

    [Fact]
    public void StatusPill_Particulars_AreTextAndNeverMarkup() =>
        Assert.Equal("<b onclick='x'>&amp;", Read(StatusPill.Of(StatusWords.Retrying, "<b onclick='x'>&amp;")).TextContent);

    private static IElement Read(MarkupString markup) => new HtmlParser().ParseDocument(markup.Value).QuerySelector("[data-testid=status]")!;
}
