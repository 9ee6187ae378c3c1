using Synter.Domain.Agents.Hiring;
using Synter.Domain.Kernel;
using Synter.Domain.Usage;

namespace Synter.Tests.Domain.Usage;

public sealed class UsageLimitTests
{
    private static readonly UsageClaim Claim = new(new WorkspaceId(Guid.CreateVersion7()), new HiredAgentId(Guid.CreateVersion7()), UsageKind.Effects, "eff_1");

    [Theory]
    [InlineData(0, 1, 1, true)]
    [InlineData(1, 1, 1, false)]
    [InlineData(7, 3, 10, true)]
    [InlineData(8, 3, 10, false)]
    [InlineData(0, 1, 0, false)]
    public void Judge_ReachingIsAllowed_PassingIsNot(long used, long asked, long max, bool fits) =>
        Assert.Equal(fits, new UsageLimit(LimitSource.Budget, UsageKind.Effects, max).Judge(Claim with { Amount = asked }, used) is null);

    [Fact]
    public void Judges_KindCurrencyAndOwner()
    {
        var limit = new UsageLimit(LimitSource.Budget, UsageKind.Spend, 10, Currency: "INR");
        var spend = Claim with { Kind = UsageKind.Spend, Currency = "INR" };

        Assert.True(limit.Judges(spend));
        Assert.False(limit.Judges(spend with { Currency = "USD" }));
        Assert.False(limit.Judges(Claim));
        Assert.False(limit.Judges(spend with { Agent = null }));
        Assert.True((limit with { Owner = UsageOwner.Workspace }).Judges(spend with { Agent = null }));
    }

    [Fact]
    public void Sentence_SaysWhatIsAllowedWhatIsUsedAndTheMend()
    {
        var trial = new LimitReached(new UsageLimit(LimitSource.Trial, UsageKind.Runs, 10), 10, 1);
        var budget = new LimitReached(new UsageLimit(LimitSource.Budget, UsageKind.Spend, 500_000_000, UsageOwner.Workspace, Currency: "INR"), 450_000_000, 100_000_000);

        Assert.Equal("trial_exceeded", UsageErrors.Refused(trial).Code);
        Assert.Equal("The trial of this agent allows 10 runs, and 10 are used. Convert the trial to go on.", UsageErrors.Sentence(trial));
        Assert.Equal("budget_exceeded", UsageErrors.Refused(budget).Code);
        Assert.Equal(
            "The budget of this workspace allows 500.00 INR, and this asks for 100.00 INR beside the 450.00 INR used. Wait, or ask an admin to raise it.",
            UsageErrors.Sentence(budget));
    }
}
