using Synter.Infrastructure.Accounts;
using Synter.Tests.Database;
using Synter.Tests.Support;

namespace Synter.Tests.Accounts;

public sealed class SignInThrottleTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));

    private SignInThrottle Throttle => new(postgres.Database, _clock);

    [Fact]
    public async Task Wait_AfterTheFreeTries_Doubles()
    {
        var waits = new List<double>();
        for (var i = 0; i < 12; i++)
        {
            await Throttle.FailedAsync("a@example.com", "10.0.0.1", default);
            waits.Add((await Throttle.WaitAsync("A@example.com", "10.0.0.1", default)).TotalSeconds);
        }

        Assert.Equal([0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60], waits);
    }

    [Fact]
    public async Task Wait_IsOver_WhenTheTimeHasPassed()
    {
        await FailAsync(6, "b@example.com", "10.0.0.2");

        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(TimeSpan.Zero, await Throttle.WaitAsync("b@example.com", "10.0.0.2", default));
    }

    [Fact]
    public async Task Failures_FromElsewhere_DoNotKeepThePersonOut()
    {
        await FailAsync(40, "c@example.com", "10.0.0.3");

        Assert.Equal(TimeSpan.Zero, await Throttle.WaitAsync("c@example.com", "10.0.0.4", default));
    }

    [Fact]
    public async Task Failures_OverManyAccounts_SlowTheAddressDown()
    {
        for (var i = 0; i <= SignInThrottle.FreePerAddress; i++) await Throttle.FailedAsync($"d{i}@example.com", "10.0.0.5", default);

        Assert.NotEqual(TimeSpan.Zero, await Throttle.WaitAsync("fresh@example.com", "10.0.0.5", default));
    }

    [Fact]
    public async Task Success_ClearsTheAccount()
    {
        await FailAsync(10, "e@example.com", "10.0.0.6");

        await Throttle.SucceededAsync("e@example.com", "10.0.0.6", default);

        Assert.Equal(TimeSpan.Zero, await Throttle.WaitAsync("e@example.com", "10.0.0.6", default));
    }

    [Fact]
    public async Task Failures_OfLongAgo_AreForgotten()
    {
        await FailAsync(10, "f@example.com", "10.0.0.7");

        _clock.Advance(TimeSpan.FromMinutes(16));
        await Throttle.FailedAsync("f@example.com", "10.0.0.7", default);

        Assert.Equal(TimeSpan.Zero, await Throttle.WaitAsync("f@example.com", "10.0.0.7", default));
    }

    private async Task FailAsync(int times, string email, string address)
    {
        for (var i = 0; i < times; i++) await Throttle.FailedAsync(email, address, default);
    }
}
