using Npgsql;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Idempotency;
using Synter.Tests.Support;

namespace Synter.Tests.Database.Idempotency;

public sealed class IdempotencyStoreTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly KeptAnswer Answer = new(202, "application/json", "/somewhere", "{}"u8.ToArray());

    private readonly ManualClock _clock = new();

    private IdempotencyStore Store => new(postgres.Database, _clock);

    [Fact]
    public async Task Take_HundredAtOnce_LetsOneThrough()
    {
        var request = await RequestAsync();

        var turns = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => Store.TakeAsync(request, default))));

        Assert.Single(turns.OfType<Turn.Mine>());
        Assert.Equal(99, turns.OfType<Turn.Running>().Count());
    }

    [Fact]
    public async Task Take_AfterTheAnswer_GivesItAgain()
    {
        var request = await RequestAsync();
        await Store.KeepAsync(request, await MineAsync(request), Answer, default);

        var again = Assert.IsType<Turn.Answered>(await Store.TakeAsync(request, default)).Answer;

        Assert.Equal((Answer.Status, Answer.ContentType, Answer.Location), (again.Status, again.ContentType, again.Location));
        Assert.Equal(Answer.Body, again.Body);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Take_WithAnotherBody_IsAMismatch_RunningOrAnswered(bool isAnswered)
    {
        var request = await RequestAsync();
        var token = await MineAsync(request);
        if (isAnswered)
        {
            await Store.KeepAsync(request, token, Answer, default);
        }

        Assert.IsType<Turn.Mismatch>(await Store.TakeAsync(request with { RequestHash = [9] }, default));
    }

    [Fact]
    public async Task Take_ByAnotherActorRouteOrWorkspace_IsAnotherKey()
    {
        var request = await RequestAsync();
        await MineAsync(request);

        await MineAsync(request with { Route = "POST /elsewhere" });
        await MineAsync(request with { Key = "other" });
        await MineAsync(request with { Actor = StrongId.New<UserId>(TimeProvider.System) });
        await MineAsync((await RequestAsync()) with { Actor = request.Actor });
    }

    [Fact]
    public async Task Take_AfterTheLeaseOfOneThatDied_IsMine_AndTheDeadCannotAnswer()
    {
        var request = await RequestAsync();
        var dead = await MineAsync(request);
        _clock.Advance(IdempotencyStore.Lease);
        var token = await MineAsync(request);

        await Store.KeepAsync(request, dead, Answer with { Status = 500 }, default);
        await Store.GiveBackAsync(request, dead, default);
        Assert.IsType<Turn.Running>(await Store.TakeAsync(request, default));
        await Store.KeepAsync(request, token, Answer, default);

        Assert.Equal(202, Assert.IsType<Turn.Answered>(await Store.TakeAsync(request, default)).Answer.Status);
    }

    [Fact]
    public async Task GiveBack_MakesTheNextOneFirst()
    {
        var request = await RequestAsync();
        await Store.GiveBackAsync(request, await MineAsync(request), default);

        await MineAsync(request with { RequestHash = [9] });
    }

    [Fact]
    public async Task Take_ADayLater_BeginsAnew_AndRetentionForgets()
    {
        var (old, young) = (await RequestAsync(), await RequestAsync());
        await Store.KeepAsync(old, await MineAsync(old), Answer, default);
        await MineAsync(young);
        _clock.Advance(IdempotencyStore.Lifetime);
        await MineAsync(young with { RequestHash = [9] });

        Assert.True(await new IdempotencyRetention(postgres.Database, _clock).SweepAsync(default) >= 1);

        Assert.Equal(0L, await CountAsync(old));
        Assert.Equal(1L, await CountAsync(young));
    }

    private async Task<Guid> MineAsync(KeyedRequest request) => Assert.IsType<Turn.Mine>(await Store.TakeAsync(request, default)).Token;

    private async Task<KeyedRequest> RequestAsync()
    {
        var actor = await postgres.NewWorkspaceAsync();
        return new KeyedRequest(actor.Workspace, actor.User, "POST /here", "key", [1, 2, 3]);
    }

    private async Task<object?> CountAsync(KeyedRequest request)
    {
        await using var connection = await postgres.Database.OpenAsync(new Scope.Workspace(request.Workspace), default);
        await using var command = new NpgsqlCommand("SELECT count(*) FROM idempotency_keys", connection);
        return await command.ExecuteScalarAsync();
    }
}
