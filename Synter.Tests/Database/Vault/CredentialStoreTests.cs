using Npgsql;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;
using Synter.Infrastructure.Vault;
using Synter.Tests.Support;

namespace Synter.Tests.Database.Vault;

public sealed class CredentialStoreTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly TestTrust _trust = new(postgres);

    [Fact]
    public async Task Put_ThenReveal_IsTheSecret_AndOnlyTheVaultSaysSo()
    {
        var actor = await postgres.NewWorkspaceAsync();

        var stored = await PutAsync(actor, "facebook", "bright-smile", "EAA-the-secret-1234");

        Assert.Equal(("facebook", "bright-smile", "1234"), (stored.Provider, stored.PostingIdentity, stored.Last4));
        Assert.Equal(["access_token"], stored.Fields);
        Assert.Equal("EAA-the-secret-1234", await RevealAsync(actor, stored.Ref));
        Assert.Equal("secret", (await _trust.Vault.RevealAsync(actor.Workspace, stored.Ref, default))!.ToString());
    }

    [Fact]
    public async Task Put_SameAccountAgain_ReplacesTheSecretUnderItsReference()
    {
        var actor = await postgres.NewWorkspaceAsync();
        var first = await PutAsync(actor, "facebook", null, "the-first-secret");
        await _trust.Credentials.SaveTestAsync(actor, first, new CredentialTest(ProbeOutcome.Works, "Fine.", TimeProvider.System.Now()), default);

        var second = await PutAsync(actor, "facebook", null, "the-second-secret");
        var other = await PutAsync(actor, "facebook", "another page", "the-third-secret");

        Assert.Equal(first.Ref, second.Ref);
        Assert.Null(second.Test);
        Assert.NotEqual(first.Ref, other.Ref);
        Assert.Equal("the-second-secret", await RevealAsync(actor, first.Ref));
    }

    [Fact]
    public async Task Put_SameAccountManyTimesAtOnce_MakesOneCredential()
    {
        var actor = await postgres.NewWorkspaceAsync();

        var stored = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() => PutAsync(actor, "x", null, $"the-secret-number-{i}"))));

        Assert.Single(stored.Select(s => s.Ref).Distinct());
        Assert.Single((await _trust.Directory.ListAsync(actor.Workspace, null, null, PageRequest.First, default)).Items);
    }

    [Fact]
    public async Task SaveTest_OfASecretThatWasReplacedMeanwhile_IsDropped()
    {
        var actor = await postgres.NewWorkspaceAsync();
        var tested = await PutAsync(actor, "x", null, "the-first-secret");
        await PutAsync(actor, "x", null, "the-second-secret");

        var now = await _trust.Credentials.SaveTestAsync(actor, tested, new CredentialTest(ProbeOutcome.Works, "Fine.", TimeProvider.System.Now()), default);

        Assert.Null(now!.Test);
    }

    [Fact]
    public async Task Revoke_ForgetsTheSecret_AndFreesTheAccount()
    {
        var actor = await postgres.NewWorkspaceAsync();
        var stored = await PutAsync(actor, "x", null, "the-first-secret");

        Assert.Equal(RevokeOutcome.Revoked, await _trust.Credentials.RevokeAsync(actor, stored.Ref, default));

        Assert.Null(await _trust.Vault.RevealAsync(actor.Workspace, stored.Ref, default));
        Assert.Empty(await _trust.Directory.FindAsync(actor.Workspace, [stored.Ref], default));
        Assert.Equal(RevokeOutcome.AlreadyRevoked, await _trust.Credentials.RevokeAsync(actor, stored.Ref, default));
        Assert.NotEqual(stored.Ref, (await PutAsync(actor, "x", null, "the-second-secret")).Ref);
        Assert.Equal(0L, await ScalarAsync("SELECT count(*) FROM credentials WHERE revoked_at IS NOT NULL AND sealed IS NOT NULL"));
    }

    [Fact]
    public async Task AnotherWorkspace_NeitherFindsNorRevealsNorRevokes()
    {
        var mine = await postgres.NewWorkspaceAsync();
        var other = await postgres.NewWorkspaceAsync();
        var stored = await PutAsync(mine, "x", null, "the-first-secret");

        Assert.Empty(await _trust.Directory.FindAsync(other.Workspace, [stored.Ref], default));
        Assert.Null(await _trust.Vault.RevealAsync(other.Workspace, stored.Ref, default));
        Assert.Equal(RevokeOutcome.NotFound, await _trust.Credentials.RevokeAsync(other, stored.Ref, default));
    }

    [Theory]
    [InlineData("workspace_id = '{thief}'")]
    [InlineData("provider = 'facebook'")]
    [InlineData("kind = 'exchange'")]
    public async Task Reveal_OfAValueMovedToAnotherRow_IsRefused(string change)
    {
        var mine = await postgres.NewWorkspaceAsync();
        var thief = await postgres.NewWorkspaceAsync();
        var stored = await PutAsync(mine, "x", null, "the-first-secret");
        await ScalarAsync($"UPDATE credentials SET {change.Replace("{thief}", thief.Workspace.Value.ToString(), StringComparison.Ordinal)} WHERE id = '{stored.Ref.Value}'");
        var reader = change.StartsWith("workspace", StringComparison.Ordinal) ? thief : mine;

        await Assert.ThrowsAsync<VaultTamperedException>(() => _trust.Vault.RevealAsync(reader.Workspace, stored.Ref, default));
    }

    [Fact]
    public async Task List_PagesByKey_NewestFirst()
    {
        var actor = await postgres.NewWorkspaceAsync();
        for (var i = 0; i < 5; i++)
        {
            await PutAsync(actor, "x", $"account {i}", "the-first-secret");
        }

        var seen = new List<string?>();
        string? cursor = null;
        do
        {
            var page = await _trust.Directory.ListAsync(actor.Workspace, CredentialKind.Platform, "x", PageRequest.Create(2, cursor).Value, default);
            seen.AddRange(page.Items.Select(c => c.PostingIdentity));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(["account 4", "account 3", "account 2", "account 1", "account 0"], seen);
        Assert.Empty((await _trust.Directory.ListAsync(actor.Workspace, CredentialKind.Exchange, null, PageRequest.First, default)).Items);
    }

    [Fact]
    public async Task EveryChange_StandsInTheAudit()
    {
        var actor = await postgres.NewWorkspaceAsync();
        var stored = await PutAsync(actor, "x", null, "the-first-secret");
        await PutAsync(actor, "x", null, "the-second-secret");
        await _trust.Credentials.RevokeAsync(actor, stored.Ref, default);

        var lines = (await _trust.Queries.ListAsync(actor, new AuditFilter(Kind: "credential", Subject: stored.Ref.ToString()), PageRequest.First, default)).Items;

        Assert.Equal(["credential.revoked", "credential.replaced", "credential.stored"], lines.Select(l => l.Kind));
    }

    internal static NewCredential Credential(string provider, string? identity, string token) =>
        new(CredentialKind.Platform, provider, identity, new Secret(new Dictionary<string, string> { ["access_token"] = token }));

    private Task<CredentialSummary> PutAsync(Actor actor, string provider, string? identity, string token)
    {
        var credential = Credential(provider, identity, token);
        return _trust.Credentials.PutAsync(actor, credential, credential.Last4([]), default);
    }

    private async Task<string?> RevealAsync(Actor actor, CredentialRef credential) =>
        (await _trust.Vault.RevealAsync(actor.Workspace, credential, default))?.Use("access_token", token => token);

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = await postgres.Database.OpenAsync(new Scope.System("test"), default);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
