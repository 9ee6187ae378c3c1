using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Domain.Usage;

namespace Synter.Tests.Domain.Usage;

public sealed class UsageAdmissionTests
{
    private static readonly RunTarget Target = new(
        new WorkspaceId(Guid.CreateVersion7()), "marketing.healthcare.v1", 1, new HiredAgentId(Guid.CreateVersion7()));

    private readonly Ledger _ledger = new();

    [Fact]
    public async Task Reserve_WithinTheTrial_TakesARun()
    {
        Assert.Null(await Admission(Trial(UsageKind.Runs, 1)).ReserveAsync(Target, Run(), default));

        Assert.Equal([UsageKind.Runs], _ledger.Reserved.Select(c => c.Kind));
        Assert.Equal("trial_exceeded", (await Admission(Trial(UsageKind.Runs, 1)).ReserveAsync(Target, Run(), default))!.Code);
        Assert.Equal("trial_exceeded", (await Admission(Trial(UsageKind.Runs, 1)).CheckAsync(Target, default))!.Code);
    }

    [Fact]
    public async Task Reserve_WithNoDraftLeft_IsRefused_AndTakesNoRun()
    {
        var limits = new[] { Trial(UsageKind.Runs, 5), Trial(UsageKind.Drafts, 0) };

        Assert.Equal("trial_exceeded", (await Admission(limits).ReserveAsync(Target, Run(), default))!.Code);
        Assert.Equal("trial_exceeded", (await Admission(limits).CheckAsync(Target, default))!.Code);
        Assert.Empty(_ledger.Reserved);
    }

    [Fact]
    public async Task Reserve_WithoutALimit_TouchesNoLedger()
    {
        var admission = Admission(new UsageLimit(LimitSource.Budget, UsageKind.Effects, 1));

        Assert.Null(await admission.CheckAsync(Target, default));
        Assert.Null(await admission.ReserveAsync(Target, Run(), default));
        Assert.Equal(0, _ledger.Calls);
    }

    [Fact]
    public async Task Reserve_OfAnAgentNobodyHired_IsFree()
    {
        Assert.Null(await Admission(Trial(UsageKind.Runs, 0)).ReserveAsync(Target with { Agent = null }, Run(), default));
        Assert.Equal(0, _ledger.Calls);
    }

    private UsageAdmission Admission(params UsageLimit[] limits) => new(_ledger, new Limits(limits));

    private static UsageLimit Trial(UsageKind kind, long max) => new(LimitSource.Trial, kind, max);

    private static RunId Run() => new(Guid.CreateVersion7());

    private sealed class Limits(IReadOnlyList<UsageLimit> limits) : IUsageLimits
    {
        public ValueTask<IReadOnlyList<UsageLimit>> ForAsync(WorkspaceId workspace, HiredAgentId agent, CancellationToken cancellationToken) => new(limits);
    }

    private sealed class Ledger : IUsage
    {
        public List<UsageClaim> Reserved { get; } = [];

        public int Calls { get; private set; }

        public async Task<LimitReached?> ReserveAsync(UsageClaim claim, IReadOnlyList<UsageLimit> limits, CancellationToken cancellationToken)
        {
            var reached = await WouldExceedAsync(claim, limits, cancellationToken);
            if (reached is null)
            {
                Reserved.Add(claim);
            }

            return reached;
        }

        public Task<LimitReached?> WouldExceedAsync(UsageClaim claim, IReadOnlyList<UsageLimit> limits, CancellationToken cancellationToken)
        {
            Calls++;
            return Task.FromResult(limits.Where(l => l.Judges(claim)).Select(l => l.Judge(claim, Reserved.Count(c => c.Kind == claim.Kind))).FirstOrDefault(r => r is not null));
        }

        public Task SettleAsync(UsageClaim claim, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task ReleaseAsync(UsageClaim claim, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<UsageTotals> TotalsAsync(WorkspaceId workspace, HiredAgentId agent, DateTimeOffset since, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyDictionary<HiredAgentId, UsageTotals>> TotalsByAgentAsync(WorkspaceId workspace, IReadOnlyCollection<HiredAgentId> agents, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
