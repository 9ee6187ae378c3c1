using System.Text.Json;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;

namespace Synter.Tests.Domain.Kernel;

public class StrongIdTests
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new StrongIdJsonConverter() } };

    [Fact]
    public void ToString_IsThePrefixAndThirtyTwoHexDigits() => Assert.Matches("^run_[0-9a-f]{32}$", NewRun().ToString());

    [Fact]
    public void TryParse_OfItsOwnText_IsTheSameId()
    {
        var id = NewRun();

        Assert.True(StrongId.TryParse<RunId>(id.ToString(), out var read));
        Assert.Equal(id, read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("run_")]
    [InlineData("01920000000070008000000000000000")]
    [InlineData("cred_01920000000070008000000000000000")]
    [InlineData("RUN_01920000000070008000000000000000")]
    [InlineData("run_0192000000007000800000000000000G")]
    [InlineData("run_0192000000007000800000000000000A")]
    [InlineData("run_01920000-0000-7000-8000-000000000000")]
    [InlineData(" run_01920000000070008000000000000000")]
    public void TryParse_OfAnotherSpelling_IsRefused(string? text) => Assert.False(StrongId.TryParse<RunId>(text, out _));

    [Fact]
    public void Json_OfAnId_IsItsText()
    {
        var id = StrongId.New<CredentialRef>(TimeProvider.System);

        Assert.Equal($"\"{id}\"", JsonSerializer.Serialize(id, Json));
        Assert.Equal(id, JsonSerializer.Deserialize<CredentialRef>($"\"{id}\"", Json));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<RunId>($"\"{id}\"", Json));
    }

    private static RunId NewRun() => StrongId.New<RunId>(TimeProvider.System);
}
