using Synter.Domain.Audit;
using Synter.Web.Features.Audit;
using Synter.Web.Live;

namespace Synter.Tests.Components.Audit;

public sealed class AuditFiltersTests
{
    private static readonly TimeZoneInfo s_india = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata");

    [Fact]
    public void Read_SearchForATrace_IsTheCorrelationId() =>
        Assert.Equal(new AuditFilter(Correlation: "4bf92f3577b34da6a3ce929d0e0e4736"), Read("/audit?search=4bf92f3577b34da6a3ce929d0e0e4736"));

    [Fact]
    public void Read_SearchForAnId_IsWhatEntriesAreAbout() =>
        Assert.Equal(new AuditFilter(Subject: "dlv_0199a000000070008000000000000001"), Read("/audit?search=dlv_0199a000000070008000000000000001"));

    [Fact]
    public void Read_SearchForAUser_IsWhoDidIt() =>
        Assert.Equal(new AuditFilter(Actor: "usr_0199a000000070008000000000000001"), Read("/audit?search=usr_0199a000000070008000000000000001"));

    [Fact]
    public void Read_SearchForAnythingElse_IsAName() => Assert.Equal(new AuditFilter(Actor: "Asha Rao"), Read("/audit?search=Asha+Rao"));

    [Fact]
    public void Read_Days_AreTheWorkspacesAndBothInclusive()
    {
        var filter = Read("/audit?from=2026-11-14&to=2026-11-15");

        Assert.Equal(new DateTimeOffset(2026, 11, 13, 18, 30, 0, TimeSpan.Zero), filter.From);
        Assert.Equal(new DateTimeOffset(2026, 11, 15, 18, 30, 0, TimeSpan.Zero), filter.To);
    }

    [Theory]
    [InlineData("from=yesterday")]
    [InlineData("from=0001-01-01")]
    [InlineData("to=9999-12-31")]
    public void Read_DayThatIsNone_NarrowsNothing(string query) => Assert.Equal(new AuditFilter(), Read("/audit?" + query));

    private static AuditFilter Read(string address) => AuditFilters.Read(UrlState.Parse(address), s_india);
}
