using Synter.Domain.Kernel;
using Synter.Tests.Database;
using Synter.Tests.Support;

namespace Synter.Tests.Accounts;

/// <summary>What passkeys do to sessions; what a browser makes of them is tried in a browser.</summary>
public sealed class PasskeysTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IDisposable
{
    private readonly FactorDesk _desk = new(postgres);

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task Remove_EndsOtherSessions_NotThisOne_AndNobodyElses()
    {
        var person = await _desk.PersonAsync();
        var other = await _desk.SignInAsync(person.Actor);
        var neighbour = await _desk.PersonAsync(person.Actor.Workspace);
        await _desk.GivePasskeyAsync(person.Actor.User);
        var passkey = Assert.Single(await _desk.Passkeys.ListAsync(person.Actor, default));
        Assert.NotNull(await _desk.Sessions.FindAsync(other, default));

        Assert.True((await _desk.Passkeys.RemoveAsync(person.Actor, person.Session, passkey.Id, _desk.Browser, default)).IsOk);

        Assert.Null(await _desk.Sessions.FindAsync(other, default));
        Assert.NotNull(await _desk.Sessions.FindAsync(person.Session, default));
        Assert.NotNull(await _desk.Sessions.FindAsync(neighbour.Session, default));
        var line = Assert.Single(await _desk.AuditAsync(person.Actor), line => line.Kind == "member.passkey_removed");
        Assert.Equal(1, line.Details!["sessions_ended"]!.GetValue<int>());
    }

    [Fact]
    public async Task WhereTwoFactorsAreAsked_APasswordAloneAddsNoOtherPastThePasskey()
    {
        var person = await _desk.PersonAsync();
        await _desk.GivePasskeyAsync(person.Actor.User);
        var passkey = Assert.Single(await _desk.Passkeys.ListAsync(person.Actor, default)).Id;
        await _desk.RequireAsync(person.Actor.Workspace);
        await _desk.Factors.OfferAsync(person.Actor, default);

        Assert.True((await _desk.Factors.ReadAsync(person.Actor, person.Session, default)).OwesWhatTheyHave);
        Assert.Equal("second_factor_required", (await _desk.Factors.ConfirmAsync(person.Actor, person.Session, "000000", null, _desk.Browser, default)).Refusal?.Code);
        Assert.Equal("second_factor_required", (await _desk.Passkeys.AddAsync(person.Actor, person.Session, null, "Mine", _desk.Browser, default)).Refusal?.Code);
        Assert.Equal("second_factor_required", (await _desk.Passkeys.RemoveAsync(person.Actor, person.Session, passkey, _desk.Browser, default)).Refusal?.Code);

        var shown = await _desk.SignInAsync(person.Actor, isTwoFactor: true);
        Assert.False((await _desk.Factors.ReadAsync(person.Actor, shown, default)).OwesWhatTheyHave);
        Assert.True((await _desk.Passkeys.RemoveAsync(person.Actor, shown, passkey, _desk.Browser, default)).IsOk);
    }

    [Fact]
    public async Task WhereTwoFactorsAreAsked_WhoHasNoneSetsOneUp()
    {
        var person = await _desk.PersonAsync(role: Role.Viewer);
        await _desk.RequireAsync(person.Actor.Workspace);

        Assert.False((await _desk.Factors.ReadAsync(person.Actor, person.Session, default)).OwesWhatTheyHave);
    }
}
