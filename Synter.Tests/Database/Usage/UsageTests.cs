using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Domain.Usage;
using Synter.Infrastructure.Agents.Runs;
using Synter.Infrastructure.Usage;

namespace Synter.Tests.Database.Usage;

public sealed class UsageTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly UsageLimit FiveRuns = new(LimitSource.Trial, UsageKind.Runs, 5);

    private readonly UsageLedger _ledger = new(TimeProvider.System);

    private UsageStore Ledger => new UsageStore(postgres.Database, _ledger);

    [Fact]
    public async Task Reserve_UpToTheLimit_ThenNamesIt()
    {
        var (actor, agent) = await AgentAsync();
        for (var i = 0; i < 5; i++)
        {
            Assert.Null(await Ledger.ReserveAsync(Run(actor, agent, $"run_{i}"), [FiveRuns], default));
        }

        Assert.Equal(new LimitReached(FiveRuns, 5, 1), await Ledger.ReserveAsync(Run(actor, agent, "run_5"), [FiveRuns], default));
        Assert.Equal(new LimitReached(FiveRuns, 5, 1), await Ledger.WouldExceedAsync(Run(actor, agent, "run_5"), [FiveRuns], default));
        Assert.Equal(5, (await Ledger.TotalsAsync(actor.Workspace, agent, default, default)).Runs);
    }

    [Fact]
    public async Task Reserve_ManyAtOnce_NeverPassesTheLimit()
    {
        var (actor, agent) = await AgentAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => Ledger.ReserveAsync(Run(actor, agent, $"run_{i}"), [FiveRuns], default))));

        Assert.Equal(5, answers.Count(a => a is null));
        Assert.Equal(5, (await Ledger.TotalsAsync(actor.Workspace, agent, default, default)).Runs);
    }

    [Fact]
    public async Task Reserve_SameSubjectAgain_CountsOnceEvenAtTheLimit()
    {
        var (actor, agent) = await AgentAsync();
        var one = FiveRuns with { Max = 1 };

        for (var i = 0; i < 3; i++)
        {
            Assert.Null(await Ledger.ReserveAsync(Run(actor, agent, "run_1"), [one], default));
            Assert.Null(await Ledger.WouldExceedAsync(Run(actor, agent, "run_1"), [one], default));
        }

        Assert.Equal(1, (await Ledger.TotalsAsync(actor.Workspace, agent, default, default)).Runs);
    }

    [Fact]
    public async Task Release_GivesTheRoomBack_ButNeverWhatIsSettled()
    {
        var (actor, agent) = await AgentAsync();
        var one = FiveRuns with { Max = 1 };
        await Ledger.ReserveAsync(Run(actor, agent, "run_1"), [one], default);
        await Ledger.ReleaseAsync(Run(actor, agent, "run_1"), default);
        Assert.Null(await Ledger.ReserveAsync(Run(actor, agent, "run_2"), [one], default));

        await Ledger.SettleAsync(Run(actor, agent, "run_2"), default);
        await Ledger.ReleaseAsync(Run(actor, agent, "run_2"), default);

        Assert.NotNull(await Ledger.ReserveAsync(Run(actor, agent, "run_3"), [one], default));
    }

    [Fact]
    public async Task Settle_TakesTheReservationsPlace_AndTheFirstOneHolds()
    {
        var (actor, agent) = await AgentAsync();
        var call = new UsageClaim(actor.Workspace, agent, UsageKind.Tokens, "call_1", 4000);
        await Ledger.ReserveAsync(call, [], default);

        await Ledger.SettleAsync(call with { Amount = 1234 }, default);
        await Ledger.SettleAsync(call with { Amount = 9999 }, default);

        Assert.Equal(1234, (await Ledger.TotalsAsync(actor.Workspace, agent, default, default)).Tokens);
    }

    [Fact]
    public async Task Limit_OfTheWorkspace_CountsEveryAgent()
    {
        var (actor, agent) = await AgentAsync();
        var other = StrongId.New<HiredAgentId>(TimeProvider.System);
        var whole = new UsageLimit(LimitSource.Budget, UsageKind.Effects, 2, UsageOwner.Workspace);
        await Ledger.ReserveAsync(new UsageClaim(actor.Workspace, agent, UsageKind.Effects, "eff_1"), [whole], default);
        await Ledger.ReserveAsync(new UsageClaim(actor.Workspace, null, UsageKind.Effects, "eff_2"), [whole], default);

        Assert.NotNull(await Ledger.ReserveAsync(new UsageClaim(actor.Workspace, other, UsageKind.Effects, "eff_3"), [whole], default));
    }

    [Fact]
    public async Task Limit_WithAWindow_ForgetsWhatLiesBeforeIt()
    {
        var (actor, agent) = await AgentAsync();
        var day = new UsageLimit(LimitSource.Budget, UsageKind.Runs, 1, Since: TimeProvider.System.Now().AddDays(1));
        await Ledger.ReserveAsync(Run(actor, agent, "run_1"), [], default);

        Assert.Null(await Ledger.ReserveAsync(Run(actor, agent, "run_2"), [day], default));
    }

    [Fact]
    public async Task Limit_OfMoney_CountsItsCurrencyOnly()
    {
        var (actor, agent) = await AgentAsync();
        var rupees = new UsageLimit(LimitSource.Budget, UsageKind.Spend, 100, Currency: "INR");
        UsageClaim Spend(string effect, long micros, string currency) => new(actor.Workspace, agent, UsageKind.Spend, effect, micros, currency);
        await Ledger.ReserveAsync(Spend("eff_1", 1_000, "USD"), [rupees], default);
        await Ledger.ReserveAsync(Spend("eff_2", 60, "INR"), [rupees], default);

        Assert.Equal(new LimitReached(rupees, 60, 50), await Ledger.ReserveAsync(Spend("eff_3", 50, "INR"), [rupees], default));
        Assert.Null(await Ledger.ReserveAsync(Spend("eff_4", 40, "INR"), [rupees], default));
    }

    [Fact]
    public async Task Totals_SeeTheirWorkspaceOnly()
    {
        var (mine, agent) = await AgentAsync();
        var (other, _) = await AgentAsync();
        await Ledger.SettleAsync(Run(mine, agent, "run_1"), default);

        Assert.Equal([agent], (await Ledger.TotalsByAgentAsync(mine.Workspace, [agent], default)).Keys);
        Assert.Empty(await Ledger.TotalsByAgentAsync(other.Workspace, [agent], default));
    }

    [Fact]
    public async Task Settlement_CountsWhatSucceeded_AndReleasesTheRest()
    {
        var (actor, agent) = await AgentAsync();
        var (well, badly, dry) = (NewRun(), NewRun(), NewRun());
        foreach (var run in new[] { well, badly, dry })
        {
            await Ledger.ReserveAsync(Run(actor, agent, run.ToString()), [FiveRuns], default);
        }

        await using var connection = await postgres.Database.OpenAsync(new Scope.System("test"), default);
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            var target = new RunTarget(actor.Workspace, "marketing.healthcare.v1", 1, agent);
            await new UsageSettlement(_ledger).SettleAsync(
                connection, transaction,
                [
                    new SettledRun(well, target, RunStatus.Succeeded, DryRun: false, Drafts: 6),
                    new SettledRun(badly, target, RunStatus.FailedAuth, DryRun: false, Drafts: 0),
                    new SettledRun(dry, target, RunStatus.Succeeded, DryRun: true, Drafts: 0),
                    new SettledRun(NewRun(), target with { Agent = null }, RunStatus.Succeeded, DryRun: false, Drafts: 0),
                ],
                default);
            await transaction.CommitAsync();
        }

        Assert.Equal(new UsageTotals(Runs: 1, Drafts: 6, Tokens: 0, Effects: 0), await Ledger.TotalsAsync(actor.Workspace, agent, default, default));
    }

    private async Task<(Actor Actor, HiredAgentId Agent)> AgentAsync() =>
        (await postgres.NewWorkspaceAsync(), StrongId.New<HiredAgentId>(TimeProvider.System));

    private static RunId NewRun() => StrongId.New<RunId>(TimeProvider.System);

    private static UsageClaim Run(Actor actor, HiredAgentId agent, string run) => new(actor.Workspace, agent, UsageKind.Runs, run);
}
