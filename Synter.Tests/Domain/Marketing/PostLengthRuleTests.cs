using System.Text.Json.Nodes;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;
using Synter.Domain.Marketing;

namespace Synter.Tests.Domain.Marketing;

public class PostLengthRuleTests
{
    [Theory]
    [InlineData("x", 280, null, true)]
    [InlineData("x", 281, null, false)]
    [InlineData("x", 255, "https://sunrise.example/a-very-long-address-of-a-page", true)]
    [InlineData("x", 256, "https://sunrise.example/a-very-long-address-of-a-page", false)]
    [InlineData("facebook", 63_206, "https://sunrise.example/", true)]
    [InlineData("facebook", 63_207, null, false)]
    public void Check_OfAText_HoldsItToWhatTheNetworkTakes(string provider, int length, string? link, bool fits) =>
        Assert.Equal(fits, !new PostLengthRule().Check(Effect(provider, new string('a', length), link)).Any());

    [Fact]
    public void Check_OfALongText_SaysByHowMuch()
    {
        var error = Assert.Single(new PostLengthRule().Check(Effect("x", new string('日', 150), null)));

        Assert.Equal("/after/text", error.Pointer);
        Assert.EndsWith("this is 300. Shorten it by 20.", error.Message);
    }

    [Fact]
    public void Check_OfBlanks_IsRefused() => Assert.Single(new PostLengthRule().Check(Effect("x", " \n ", null)));

    private static ContentEffect Effect(string provider, string text, string? link) => new(
        "post", provider, "Sunrise Dental", MarketingRuns.XCredential, [], null,
        link is null ? new JsonObject { ["v"] = 1, ["text"] = text } : new JsonObject { ["v"] = 1, ["text"] = text, ["link"] = link },
        null, null, "key", null);
}
