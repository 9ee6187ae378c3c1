using Synter.Domain.Kernel;
using Synter.Web.Features.DataGen;

namespace Synter.Tests.Components.DataGen;

public sealed class DatasetDraftTests
{
    [Fact]
    public void ToRequest_EmptyOptions_AsksForNone()
    {
        var request = new DatasetDraft { Prompt = "A shop", Count = 3 }.ToRequest()!;

        Assert.Null(request.Schema);
        Assert.Null(request.UniqueFields);
        Assert.Null(request.MaxSeconds);
    }

    [Fact]
    public void ToRequest_ReadsListsAndMinutes()
    {
        var request = new DatasetDraft { UniqueFields = " name, /address/city;\n", MaxMinutes = 3 }.ToRequest()!;

        Assert.Equal(["name", "/address/city"], request.UniqueFields!);
        Assert.Equal(180, request.MaxSeconds);
    }

    [Theory]
    [InlineData("{\n\"type\":", "line 2")]
    [InlineData("[1]", "begins with an opening brace")]
    [InlineData("null", "begins with an opening brace")]
    public void ToRequest_SchemaThatIsNone_SaysSoAtItsField(string schema, string said)
    {
        var draft = new DatasetDraft { Schema = schema };

        Assert.Null(draft.ToRequest());
        Assert.Contains(said, draft.ErrorAt("/schema"), StringComparison.Ordinal);
        Assert.True(draft.HasFoldedErrors);
        Assert.Equal("dataset-schema", draft.FirstBad);
    }

    [Fact]
    public void Refuse_ErrorDeepInTheSchema_SaysWhereInIt()
    {
        var draft = new DatasetDraft();

        draft.Refuse(Refusals.Invalid(new FieldError("/schema/properties/age/type", "must be a type")));

        Assert.Equal("/properties/age/type: must be a type", draft.ErrorAt("/schema"));
        Assert.Null(draft.ErrorAt("/prompt"));
    }
}
