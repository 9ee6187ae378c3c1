using Synter.Domain.Kernel;
using Synter.Domain.Views;
using Synter.Infrastructure.Views;

namespace Synter.Tests.Database.Views;

public sealed class SavedViewsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly SavedViews _views = new(postgres.Database, TimeProvider.System);

    [Fact]
    public async Task Save_SameNameAgain_ReplacesIt()
    {
        var actor = await postgres.NewWorkspaceAsync();
        var first = (await SaveAsync(actor, "Mornings", "?provider=x")).Value;

        var second = (await SaveAsync(actor, "  Mornings ", "?provider=facebook")).Value;

        Assert.Equal(first.Id, second.Id);
        Assert.Equal("?provider=facebook", Assert.Single(await ListAsync(actor)).Query);
    }

    [Fact]
    public async Task Save_SameNameManyTimesAtOnce_KeepsOne()
    {
        var actor = await postgres.NewWorkspaceAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => SaveAsync(actor, "Mornings", $"?search={i}"))));

        Assert.Single(await ListAsync(actor));
    }

    [Fact]
    public async Task List_HasOwnOnesFirst_ThenSharedOnes_AndNobodyElses()
    {
        var actor = await postgres.NewWorkspaceAsync();
        var colleague = await postgres.NewMemberAsync(actor.Workspace, Role.Analyst);
        var stranger = await postgres.NewWorkspaceAsync();
        await SaveAsync(actor, "Mine", "?search=a");
        await SaveAsync(colleague, "All of us", "?search=b", isShared: true);
        await SaveAsync(colleague, "Theirs alone", "?search=c");
        await SaveAsync(stranger, "Elsewhere", "?search=d", isShared: true);

        var listed = await ListAsync(actor);

        Assert.Equal([("Mine", true), ("All of us", false)], listed.Select(v => (v.Name, v.IsOwn)));
        Assert.Equal(colleague.Name, listed[1].Owner);
    }

    [Fact]
    public async Task Save_ToShare_TakesAnAnalyst_WhileKeepingIsAnybodys()
    {
        var viewer = await postgres.NewWorkspaceAsync(Role.Viewer);

        Assert.Equal("forbidden", (await SaveAsync(viewer, "Ours", "?search=a", isShared: true)).Refusal!.Code);
        Assert.True((await SaveAsync(viewer, "Mine", "?search=a")).IsOk);
    }

    [Theory]
    [InlineData("   ", "?search=a", "/name")]
    [InlineData("A name that goes on and on until nobody reads it", "?search=a", "/name")]
    [InlineData("Everything", "", "/query")]
    public async Task Save_WithoutAProperNameOrFilter_NamesTheField(string name, string query, string field)
    {
        var actor = await postgres.NewWorkspaceAsync();

        var refusal = (await SaveAsync(actor, name, query)).Refusal!;

        Assert.Equal(field, Assert.Single(refusal.Errors).Pointer);
    }

    [Fact]
    public async Task Save_BeyondTheMostKept_IsRefused_AndAnotherPersonsIsNot()
    {
        var actor = await postgres.NewWorkspaceAsync();
        for (var i = 0; i < SaveView.MostKept; i++)
        {
            await SaveAsync(actor, $"View {i}", $"?search={i}");
        }

        Assert.Equal("wrong_state", (await SaveAsync(actor, "One more", "?search=z")).Refusal!.Code);
        Assert.True((await SaveAsync(actor, "View 3", "?search=changed")).IsOk);
        Assert.True((await SaveAsync(await postgres.NewMemberAsync(actor.Workspace, Role.Viewer), "First", "?search=z")).IsOk);
    }

    [Fact]
    public async Task Remove_IsItsOwners_AndAnAdminsWhenShared()
    {
        var admin = await postgres.NewWorkspaceAsync();
        var (owner, other) = (await postgres.NewMemberAsync(admin.Workspace, Role.Analyst), await postgres.NewMemberAsync(admin.Workspace, Role.Analyst));
        var shared = (await SaveAsync(owner, "Ours", "?search=a", isShared: true)).Value;
        var kept = (await SaveAsync(owner, "Mine", "?search=b")).Value;

        Assert.False(await _views.RemoveAsync(other, shared.Id, default));
        Assert.False(await _views.RemoveAsync(admin, kept.Id, default));
        Assert.False(await _views.RemoveAsync(await postgres.NewWorkspaceAsync(), shared.Id, default));
        Assert.True(await _views.RemoveAsync(admin, shared.Id, default));
        Assert.True(await _views.RemoveAsync(owner, kept.Id, default));
        Assert.Empty(await ListAsync(owner));
    }

    private Task<IReadOnlyList<SavedView>> ListAsync(Actor actor) => _views.ListAsync(actor, "review", default);

    private Task<Result<SavedView>> SaveAsync(Actor actor, string name, string query, bool isShared = false) =>
        new SaveView(_views).ExecuteAsync(actor, "review", name, query, isShared, default);
}
