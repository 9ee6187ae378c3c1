using System.Text.Json.Nodes;
using Synter.Domain.Kernel;
using Synter.Web.Components.Forms;
using Xunit;

namespace Synter.Tests.Components.Forms;

public sealed class FormStateTests
{
    [Fact]
    public void New_Complete_IsCleanAndValid()
    {
        var form = Form();

        Assert.True(form.IsValid);
        Assert.False(form.IsDirty);
        Assert.Empty(form.Problems());
    }

    [Fact]
    public void New_NothingSaved_BeginsWithDefaultsAndFixedValues()
    {
        var form = new FormState(FormSchemas.Clinic, [], isNew: true);

        Assert.Equal("200", form.Text("/limits/length"));
        Assert.Equal("approval_per_post", form.Text("/policy"));
        Assert.True(form.IsDirty);
    }

    [Fact]
    public void New_Saved_AddsNoDefaults() => Assert.Equal("", Form().Text("/limits/length"));

    [Fact]
    public void Set_ThenBack_IsCleanAgain()
    {
        var form = Form();

        form.Set("/brand", "Sunset");
        Assert.Equal(1, form.ChangeCount);
        form.Set("/brand", "Sunrise Dental");

        Assert.False(form.IsDirty);
    }

    [Fact]
    public void Set_TwoFieldsOfAGroup_CountsFieldsNotGroups()
    {
        var form = Form();

        form.Set("/limits/length", FormValues.FromNumber("250"));
        form.Set("/notes", FormValues.FromText("Kind words."));

        Assert.Equal(2, form.ChangeCount);
    }

    [Fact]
    public void Set_NullInAGroup_LeavesNoEmptyGroupBehind()
    {
        var form = Form();

        form.Set("/limits/length", FormValues.FromNumber("250"));
        form.Set("/limits/length", null);

        Assert.False(form.Current.ContainsKey("limits"));
        Assert.False(form.IsDirty);
    }

    [Fact]
    public void ErrorAt_WhileTyping_IsSilentUntilTheFieldIsLeft()
    {
        var form = Form();

        form.Set("/limits/length", FormValues.FromNumber("320"));
        Assert.Null(form.ErrorAt("/limits/length"));
        Assert.False(form.IsValid);

        form.Leave("/limits/length");
        Assert.Equal("Longest post must be at most 280 characters.", form.ErrorAt("/limits/length"));
    }

    [Fact]
    public void ErrorAt_AfterShowAll_SaysEverything()
    {
        var form = new FormState(FormSchemas.Clinic, []);

        form.ShowAll();

        Assert.NotNull(form.ErrorAt("/brand"));
        Assert.NotNull(form.ErrorAt("/zone"));
    }

    [Fact]
    public void ErrorAt_EntryOfAList_StandsAtTheList()
    {
        var form = Form();

        form.Set("/offerings", FormValues.FromTexts(["Root canal", "a"]));
        form.Leave("/offerings");

        Assert.Contains("entry 2", form.ErrorAt("/offerings"));
    }

    [Fact]
    public void Set_NotANumber_KeepsWhatWasTypedAndRefusesIt()
    {
        var form = Form();

        form.Set("/limits/length", FormValues.FromNumber("many"));

        Assert.Equal("many", form.Text("/limits/length"));
        Assert.False(form.IsValid);
    }

    [Theory]
    [InlineData("1,00,000", "100000")]
    [InlineData(" 12 ", "12")]
    [InlineData("-3.5", "-3.5")]
    public void FromNumber_AsPeopleTypeIt_IsANumber(string typed, string value) =>
        Assert.Equal(value, FormValues.FromNumber(typed)!.ToJsonString());

    [Fact]
    public void Problems_PlatformSwitchedOn_AsksForItsConnection()
    {
        var form = Form();

        form.Set("/platforms", FormValues.FromTexts(["facebook", "x"]));

        var problem = Assert.Single(form.Problems());
        Assert.Equal(("/connections/facebook", "Connect Facebook Page", "Where it posts"), (problem.Pointer, problem.Label, problem.Section));
        Assert.True(problem.IsMissing);
        Assert.True(form.IsDraftable);
    }

    [Fact]
    public void Problems_SomethingWrong_IsNotDraftable()
    {
        var form = Form();

        form.Set("/brand", new string('x', 21));

        Assert.False(form.IsDraftable);
    }

    [Fact]
    public void Refuse_ServerKnowsBetter_StandsUntilTheFieldChanges()
    {
        var form = Form();
        form.Set("/brand", "Sunset");

        form.Refuse([new FieldError("/brand", "Another agent has this name.")]);
        Assert.Equal("Another agent has this name.", form.ErrorAt("/brand"));
        Assert.False(form.IsValid);

        form.Set("/brand", "Moonrise");
        Assert.Null(form.ErrorAt("/brand"));
        Assert.True(form.IsValid);
    }

    [Fact]
    public void Discard_PutsBackWhatWasSaved()
    {
        var form = Form();
        form.Set("/brand", "");
        form.ShowAll();

        form.Discard();

        Assert.Equal("Sunrise Dental", form.Text("/brand"));
        Assert.Null(form.ErrorAt("/brand"));
    }

    [Fact]
    public void Accept_MakesWhatIsTypedTheSaved()
    {
        var form = Form();
        form.Set("/brand", "Sunset");

        form.Accept(form.Current);

        Assert.False(form.IsDirty);
        Assert.Equal("Sunset", form.Saved["brand"]!.GetValue<string>());
    }

    [Fact]
    public void Accept_WhatWasTypedMeanwhile_IsNotTakenForSaved()
    {
        var form = Form();
        form.Set("/brand", "Sunset");
        var sent = (JsonObject)form.Current.DeepClone();
        form.Set("/brand", "Sunset Dental");

        form.Accept(sent);

        Assert.True(form.IsDirty);
        Assert.Equal("Sunset Dental", form.Text("/brand"));
        Assert.Equal("Sunset", form.Saved["brand"]!.GetValue<string>());
    }

    [Fact]
    public void Changed_IsRaisedOnTypingAndLeaving()
    {
        var form = Form();
        var raised = 0;
        form.Changed += () => raised++;

        form.Set("/brand", JsonValue.Create("a"));
        form.Leave("/brand");
        form.Leave("/brand");

        Assert.Equal(2, raised);
    }

    private static FormState Form() => new(FormSchemas.Clinic, FormSchemas.Complete);
}
