using Synter.Web.Live;
using Xunit;

namespace Synter.Tests.Components.Live;

public sealed class UrlStateTests
{
    [Fact]
    public void With_AnotherFilter_BeginsAtTheFirstPage()
    {
        var url = UrlState.Parse("http://localhost/runs?status=failed&pages=abc.def#x");

        Assert.Equal("http://localhost/runs?status=running", url.With("status", "running"));
        Assert.Equal("http://localhost/runs", url.With("status", null));
    }

    [Fact]
    public void With_OtherFilters_Stay() =>
        Assert.Equal("/runs?agent=hag_1&status=failed", UrlState.Parse("/runs?agent=hag_1").With("status", "failed"));

    [Fact]
    public void With_Value_IsEscaped() => Assert.Equal("/audit?search=a%20%26%20b", UrlState.Parse("/audit").With("search", "a & b"));

    [Fact]
    public void Pages_Walked_ComeBackTheSameWay()
    {
        var first = UrlState.Parse("/runs?status=failed");
        var second = UrlState.Parse(first.NextPage("c1"));
        var third = UrlState.Parse(second.NextPage("c2"));

        Assert.Equal((null, 1), (first.Cursor, first.PageNumber));
        Assert.Equal(("c1", 2), (second.Cursor, second.PageNumber));
        Assert.Equal(("c2", 3), (third.Cursor, third.PageNumber));
        Assert.Equal("c1", UrlState.Parse(third.PreviousPage!).Cursor);
        Assert.Equal("/runs?status=failed", second.PreviousPage);
        Assert.Null(first.PreviousPage);
    }

    [Fact]
    public void Has_AnyOfTheFilters_IsTrue()
    {
        var url = UrlState.Parse("/runs?status=failed&kind=");

        Assert.True(url.Has("agent", "status"));
        Assert.False(url.Has("agent", "kind"));
    }
}
