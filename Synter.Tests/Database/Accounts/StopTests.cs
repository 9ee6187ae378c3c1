using Synter.Domain.Accounts;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Tests.Support;

namespace Synter.Tests.Database.Accounts;

public sealed class StopTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly TestTrust _trust = new(postgres);
    private readonly ManualClock _clock = new();

    private StopStore Store => new(postgres.Database, _trust.Audit, _clock);

    private StopChanges Stop => new(Store, new SilentFeed());

    private ResumeChanges Resume => new(Store, new SilentFeed());

    [Theory]
    [InlineData(Role.Viewer, false)]
    [InlineData(Role.Analyst, true)]
    [InlineData(Role.Admin, true)]
    public async Task Stop_ByWhoMayReview_HoldsAtOnce(Role role, bool may)
    {
        var actor = await postgres.NewWorkspaceAsync(role);

        var stopped = await Stop.ExecuteAsync(actor, null, default);

        Assert.Equal(may, stopped.IsOk);
        Assert.Equal(may ? new Stop(_clock.Now(), actor.Name, null) : null, await Store.ReadAsync(actor.Workspace, default));
    }

    [Theory]
    [InlineData(Role.Viewer, "resume", "forbidden")]
    [InlineData(Role.Analyst, "resume", "forbidden")]
    [InlineData(Role.Admin, "yes", "validation_failed")]
    [InlineData(Role.Admin, null, "validation_failed")]
    [InlineData(Role.Admin, " Resume ", null)]
    public async Task Resume_NeedsAnAdminAndTheWord(Role role, string? word, string? code)
    {
        var admin = await postgres.NewWorkspaceAsync();
        await Stop.ExecuteAsync(admin, null, default);

        var resumed = await Resume.ExecuteAsync(await postgres.NewMemberAsync(admin.Workspace, role), word, default);

        Assert.Equal(code, resumed.Refusal?.Code);
        Assert.Equal(code is null, await Store.ReadAsync(admin.Workspace, default) is null);
    }

    [Fact]
    public async Task Stop_Again_KeepsTheFirst_AndAddsTheReasonOnce()
    {
        var admin = await postgres.NewWorkspaceAsync();
        var colleague = await postgres.NewMemberAsync(admin.Workspace, Role.Analyst);
        var first = (await Stop.ExecuteAsync(admin, null, default)).Value;
        _clock.Advance(TimeSpan.FromMinutes(1));

        await Stop.ExecuteAsync(colleague, "  A post went to the wrong page ", default);
        var last = (await Stop.ExecuteAsync(colleague, "Another reason", default)).Value;

        Assert.Equal(first with { Reason = "A post went to the wrong page" }, last);
        Assert.Equal(["changes.stop_explained", "changes.stopped"], await KindsAsync(admin));
    }

    [Fact]
    public async Task Resume_OfWhatIsNotStopped_IsNothing()
    {
        var admin = await postgres.NewWorkspaceAsync();

        Assert.True((await Resume.ExecuteAsync(admin, "resume", default)).IsOk);
        Assert.Empty(await KindsAsync(admin));
    }

    [Fact]
    public async Task Stop_HoldsItsOwnWorkspaceOnly()
    {
        var mine = await postgres.NewWorkspaceAsync();
        var other = await postgres.NewWorkspaceAsync();

        await Stop.ExecuteAsync(mine, null, default);

        Assert.Null(await Store.ReadBannerAsync(other.Workspace, default));
        Assert.Equal(0, (await Store.ReadBannerAsync(mine.Workspace, default))!.Held);
    }

    private async Task<IEnumerable<string>> KindsAsync(Actor actor) =>
        (await _trust.Queries.ListAsync(actor, new AuditFilter(Kind: "changes"), PageRequest.First, default)).Items.Select(l => l.Kind);
}
