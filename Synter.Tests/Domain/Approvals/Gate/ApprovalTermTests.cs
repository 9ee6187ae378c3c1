using Synter.Domain.Approvals.Gate;
using Synter.Tests.Support;

namespace Synter.Tests.Domain.Approvals.Gate;

public sealed class ApprovalTermTests
{
    private static readonly DateTimeOffset Now = ManualClock.Start;

    [Fact]
    public void ExpiresAt_WithoutASendTime_IsItsAge() => Assert.Equal(Now.AddHours(72), ApprovalTerm.Default.ExpiresAt(Now, null));

    [Theory]
    [InlineData(1, 72)]
    [InlineData(48, 72)]
    [InlineData(49, 73)]
    [InlineData(720, 744)]
    public void ExpiresAt_WithASendTime_IsTheLaterOfAgeAndADayAfter(int sendInHours, int expiresInHours) =>
        Assert.Equal(Now.AddHours(expiresInHours), ApprovalTerm.Default.ExpiresAt(Now, Now.AddHours(sendInHours)));
}
