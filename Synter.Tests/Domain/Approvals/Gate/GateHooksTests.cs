using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Tests.Support;

namespace Synter.Tests.Domain.Approvals.Gate;

public sealed class GateHooksTests
{
    private static readonly GateStep[] Steps = Enum.GetValues<GateStep>();

    private readonly List<GateStep> _asked = [];

    private readonly List<GateStep> _told = [];

    private readonly Log _log = new();

    [Fact]
    public void Steps_AreInTheOrderThatIsPromised() => Assert.Equal(
        [GateStep.KillSwitch, GateStep.Approval, GateStep.Trial, GateStep.Budget, GateStep.Secrets, GateStep.Policy], Steps);

    [Fact]
    public async Task Before_AllAllow_AsksEachInOrder()
    {
        Assert.Equal(Verdict.Allow, await Hooks().BeforeAsync(Request(), default));
        Assert.Equal(Steps, _asked);
    }

    [Fact]
    public async Task Before_OneDenies_AsksNoFurther()
    {
        var denied = await Hooks((GateStep.Trial, () => Verdict.Deny("trial_exceeded", "No."))).BeforeAsync(Request(), default);

        Assert.Equal("trial_exceeded", Assert.IsType<Verdict.Denied>(denied).Code);
        Assert.Equal([GateStep.KillSwitch, GateStep.Approval, GateStep.Trial], _asked);
    }

    [Theory]
    [InlineData(GateStep.KillSwitch)]
    [InlineData(GateStep.Budget)]
    [InlineData(GateStep.Policy)]
    public async Task Before_OneCannotTell_Denies(GateStep broken)
    {
        var denied = await Hooks((broken, () => throw new InvalidOperationException("the database is away"))).BeforeAsync(Request(), default);

        Assert.Equal("policy_denied", Assert.IsType<Verdict.Denied>(denied).Code);
        Assert.Equal([broken], _log.Failed);
    }

    [Fact]
    public async Task After_OneFails_TheOthersHearItAllTheSame()
    {
        await Hooks((GateStep.KillSwitch, () => throw new InvalidOperationException("the database is away")))
            .AfterAsync(Request(), EffectState.Failed, default);

        Assert.Equal(Steps[1..], _told);
        Assert.Equal([GateStep.KillSwitch], _log.Failed);
    }

    [Fact]
    public void Gate_WithAHookMissingOrTwice_DoesNotStand()
    {
        Assert.Throws<InvalidOperationException>(() => new GateHooks([.. All().Skip(1)], _log));
        Assert.Throws<InvalidOperationException>(() => new GateHooks([.. All(), All().First()], _log));
    }

    private GateHooks Hooks(params (GateStep Step, Func<Verdict> Answer)[] answers) =>
        // Given in the wrong order, because their order is not the order of registration.
        new(All(answers).Reverse(), _log);

    private IEnumerable<IGateHook> All(params (GateStep Step, Func<Verdict> Answer)[] answers) => Steps.Select(step =>
        new Hook(step, answers.FirstOrDefault(a => a.Step == step).Answer ?? (() => Verdict.Allow), _asked, _told));

    private static GateRequest Request() => new(
        GateMoment.Redeem, default, null, default, 1, default, PresentedApproval.None, [], new AskedBy(null, "Asha", Via.Api), CorrelationId.Current,
        ManualClock.Start);

    private sealed class Hook(GateStep step, Func<Verdict> answer, List<GateStep> asked, List<GateStep> told) : IGateHook
    {
        public GateStep Step => step;

        public Task<Verdict> BeforeAsync(GateRequest request, CancellationToken cancellationToken)
        {
            asked.Add(step);
            return Task.FromResult(answer());
        }

        public Task AfterAsync(GateRequest request, EffectState? outcome, CancellationToken cancellationToken)
        {
            answer();
            told.Add(step);
            return Task.CompletedTask;
        }
    }

    private sealed class Log : IGateLog
    {
        public List<GateStep> Failed { get; } = [];

        public void HookFailed(GateStep step, CorrelationId correlation, Exception exception) => Failed.Add(step);
    }
}
