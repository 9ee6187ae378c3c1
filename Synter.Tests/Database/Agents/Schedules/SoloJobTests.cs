using Synter.Infrastructure.Agents.Schedules;

namespace Synter.Tests.Database.Agents.Schedules;

public sealed class SoloJobTests
{
    [Fact]
    public async Task Tick_WhileTheOneBeforeIsAtWork_StartsNothing_AndTheNextAfterItDoes()
    {
        var job = new Slow();
        var first = job.Execute(null!, default).AsTask();
        await job.Execute(null!, default);
        Assert.Equal(1, job.Started);

        job.Work.SetResult();
        await first;
        await job.Execute(null!, default);
        Assert.Equal(2, job.Started);
    }

    [Fact]
    public async Task TickThatFailed_KeepsNoneFromStarting()
    {
        var job = new Slow();
        job.Work.SetException(new InvalidOperationException("It broke."));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await job.Execute(null!, default));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await job.Execute(null!, default));
        Assert.Equal(2, job.Started);
    }

    private sealed class Slow : SoloJob
    {
        public TaskCompletionSource Work { get; } = new();

        public int Started { get; private set; }

        protected override Task WorkAsync(CancellationToken cancellationToken)
        {
            Started++;
            return Work.Task;
        }
    }
}
