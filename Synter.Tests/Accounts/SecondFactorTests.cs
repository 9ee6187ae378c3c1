using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Accounts.Factors;
using Synter.Tests.Database;
using Synter.Tests.Support;

namespace Synter.Tests.Accounts;

public sealed class SecondFactorTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IDisposable
{
    private readonly FactorDesk _desk = new(postgres);

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task FirstPassword_OfASessionLeftOpen_AsksToSignInAgain()
    {
        var person = await _desk.PersonAsync();
        _desk.Clock.Advance(SessionRows.Fresh);
        Task<Result<Done>> SetAsync(SessionId session) => _desk.Passwords.ByPasswordAsync(person.Actor, session, "", "a long way from home", _desk.Browser, default);

        Assert.Equal("reauthentication_required", (await SetAsync(person.Session)).Refusal?.Code);
        Assert.True((await SetAsync(await _desk.SignInAsync(person.Actor))).IsOk);
    }

    [Fact]
    public async Task Code_CompletesTheSignIn_WithTwoFactors()
    {
        var person = await _desk.SetUpAsync();
        await _desk.RequireAsync(person.Actor.Workspace);

        var entered = await CompleteAsync(await _desk.ChallengeAsync(person), person.CodeAt());

        Assert.False(entered.Value.SignedIn.OwesSecondFactor);
        Assert.NotNull(await _desk.Sessions.FindAsync(entered.Value.Token, default));
    }

    [Fact]
    public async Task Code_IsTakenOnce_ThoughTwentyBringItAtOnce()
    {
        var person = await _desk.SetUpAsync();

        Assert.Equal(1, await WinnersAsync(person, person.CodeAt()));
        Assert.Equal("wrong_code", (await CompleteAsync(await _desk.ChallengeAsync(person), person.CodeAt())).Refusal?.Code);
    }

    [Fact]
    public async Task RecoveryCode_IsTakenOnce_ThoughTwentyBringItAtOnce()
    {
        var person = await _desk.SetUpAsync();

        Assert.Equal(1, await WinnersAsync(person, person.Codes[3].ToUpperInvariant()));
        Assert.Equal(9, (await _desk.Factors.ReadAsync(person.Actor, person.Session, default)).RecoveryCodesLeft);
        Assert.Contains(await _desk.AuditAsync(person.Actor), line => line.Kind == "member.recovery_code_used" && line.Details!["left"]!.GetValue<int>() == 9);
    }

    [Fact]
    public async Task Challenge_IsGoodForOneSignIn()
    {
        var person = await _desk.SetUpAsync();
        var challenge = await _desk.ChallengeAsync(person);

        Assert.True((await CompleteAsync(challenge, person.CodeAt())).IsOk);
        Assert.Equal("sign_in_lapsed", (await CompleteAsync(challenge, person.Codes[0])).Refusal?.Code);
        Assert.Equal(10, (await _desk.Factors.ReadAsync(person.Actor, person.Session, default)).RecoveryCodesLeft);
    }

    [Fact]
    public async Task Challenge_EndsAfterFiveMinutes()
    {
        var person = await _desk.SetUpAsync();
        var challenge = await _desk.ChallengeAsync(person);
        _desk.Clock.Advance(PendingSignIn.Life);

        Assert.Equal("sign_in_lapsed", (await CompleteAsync(challenge, person.CodeAt())).Refusal?.Code);
    }

    [Fact]
    public async Task Challenge_EndsAfterFiveWrongCodes_AndTheOwnerIsTold()
    {
        var person = await _desk.SetUpAsync();
        var challenge = await _desk.ChallengeAsync(person);
        for (var i = 0; i < PendingSignIn.MostTries; i++) Assert.Equal("wrong_code", (await CompleteAsync(challenge, "oops")).Refusal?.Code);
        _desk.Clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal("sign_in_lapsed", (await CompleteAsync(challenge, person.CodeAt())).Refusal?.Code);
        Assert.Contains(await _desk.AuditAsync(person.Actor), line => line.Kind == "member.second_factor_failed");
    }

    [Fact]
    public async Task WrongCodes_SlowThatAddressDown_AndNoOther()
    {
        var person = await _desk.SetUpAsync();
        for (var i = 0; i <= SignInThrottle.FreePerAccount; i++) await CompleteAsync(await _desk.ChallengeAsync(person), "000000");

        var slowed = await CompleteAsync(await _desk.ChallengeAsync(person), person.CodeAt());
        var elsewhere = await _desk.Complete.ExecuteAsync(
            await _desk.ChallengeAsync(person), person.CodeAt(), TokenUse.Cookie, _desk.Browser with { Address = "10.0.0.8" }, default);

        Assert.Equal("rate_limited", slowed.Refusal?.Code);
        Assert.NotNull(slowed.Refusal!.RetryAfter);
        Assert.True(elsewhere.IsOk);
    }

    [Theory]
    [InlineData(TokenUse.Refresh, Via.Page)]
    [InlineData(TokenUse.Cookie, Via.Api)]
    public async Task Challenge_IsOfUseOnlyWhereItBegan(TokenUse use, Via via)
    {
        var person = await _desk.SetUpAsync();
        var challenge = await _desk.ChallengeAsync(person);

        var elsewhere = await _desk.Complete.ExecuteAsync(challenge, person.CodeAt(), use, _desk.Browser with { Via = via }, default);

        Assert.Equal("sign_in_lapsed", elsewhere.Refusal?.Code);
        Assert.True((await CompleteAsync(challenge, person.CodeAt())).IsOk);
    }

    [Fact]
    public async Task Code_OfAnotherPerson_IsWrong()
    {
        var (ann, ben) = (await _desk.SetUpAsync(), await _desk.SetUpAsync());

        Assert.Equal("wrong_code", (await CompleteAsync(await _desk.ChallengeAsync(ann), ben.CodeAt())).Refusal?.Code);
        Assert.Equal("wrong_code", (await CompleteAsync(await _desk.ChallengeAsync(ann), ben.Codes[0])).Refusal?.Code);
    }

    [Fact]
    public async Task Offer_IsTheSameOnTwoPages_AndCountsOnlyOnceConfirmed()
    {
        var person = await _desk.PersonAsync();
        var offers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _desk.Factors.OfferAsync(person.Actor, default)));

        Assert.Single(offers.Select(offer => offer.Value.Secret).Distinct());
        Assert.False((await _desk.UserAsync(person.Actor.User)).TwoFactorEnabled);
        Assert.Equal("wrong_code", (await _desk.Factors.ConfirmAsync(person.Actor, person.Session, "123", null, _desk.Browser, default)).Refusal?.Code);
    }

    [Fact]
    public async Task SetUp_EndsTheOtherSessions_AndTheCodeIsSpent()
    {
        var person = await _desk.PersonAsync();
        var other = await _desk.SignInAsync(person.Actor);
        person.Secret = Base32.Read((await _desk.Factors.OfferAsync(person.Actor, default)).Value.Secret);

        Assert.True((await _desk.Factors.ConfirmAsync(person.Actor, person.Session, person.CodeAt(), null, _desk.Browser, default)).IsOk);

        Assert.NotNull(await _desk.Sessions.FindAsync(person.Session, default));
        Assert.Null(await _desk.Sessions.FindAsync(other, default));
        Assert.Equal("wrong_code", (await CompleteAsync(await _desk.ChallengeAsync(person), person.CodeAt())).Refusal?.Code);
        Assert.Contains(await _desk.AuditAsync(person.Actor), line => line.Kind == "member.second_factor_set_up" && line.Details!["after"]!["second_factor"]!.GetValue<bool>());
    }

    [Fact]
    public async Task SetUp_LongAfterSigningIn_AsksForThePassword()
    {
        var person = await _desk.PersonAsync();
        await _desk.GivePasswordAsync(person.Actor.User, "a long way from home");
        _desk.Clock.Advance(SessionRows.Fresh + TimeSpan.FromSeconds(1));
        person.Secret = Base32.Read((await _desk.Factors.OfferAsync(person.Actor, default)).Value.Secret);

        Assert.Equal("reauthentication_required", (await ConfirmAsync(null)).Refusal?.Code);
        Assert.Equal("wrong_password", (await ConfirmAsync("not this one")).Refusal?.Code);
        Assert.True((await ConfirmAsync("a long way from home")).IsOk);

        Task<Result<NewRecoveryCodes>> ConfirmAsync(string? proof) => _desk.Factors.ConfirmAsync(person.Actor, person.Session, person.CodeAt(), proof, _desk.Browser, default);
    }

    [Fact]
    public async Task RenewedCodes_ReplaceThoseBefore()
    {
        var person = await _desk.SetUpAsync();

        var made = (await _desk.Factors.RenewCodesAsync(person.Actor, person.Session, person.CodeAt(), _desk.Browser, default)).Value.Codes;

        Assert.Equal("wrong_code", (await CompleteAsync(await _desk.ChallengeAsync(person), person.Codes[0])).Refusal?.Code);
        Assert.True((await CompleteAsync(await _desk.ChallengeAsync(person), made[0])).IsOk);
    }

    [Fact]
    public async Task TurnOff_AsksForProof_AndIsRefusedWhereAWorkspaceAsksForOne()
    {
        var person = await _desk.SetUpAsync();
        Assert.Equal("wrong_code", (await _desk.Factors.TurnOffAsync(person.Actor, person.Session, "000000", _desk.Browser, default)).Refusal?.Code);
        await _desk.RequireAsync(person.Actor.Workspace);
        Assert.Equal("wrong_state", (await _desk.Factors.TurnOffAsync(person.Actor, person.Session, person.Codes[0], _desk.Browser, default)).Refusal?.Code);

        var other = await _desk.SetUpAsync();
        Assert.True((await _desk.Factors.TurnOffAsync(other.Actor, other.Session, other.Codes[0], _desk.Browser, default)).IsOk);
        Assert.Null((await _desk.Factors.ReadAsync(other.Actor, other.Session, default)).Since);
    }

    [Fact]
    public async Task Requirement_HoldsForSessionsThatStand_UntilOneIsSetUp()
    {
        var person = await _desk.PersonAsync();
        await _desk.RequireAsync(person.Actor.Workspace);
        _desk.Sessions.Forget(person.Actor.User);
        Assert.True((await _desk.Sessions.FindAsync(person.Session, default))!.OwesSecondFactor);

        person.Secret = Base32.Read((await _desk.Factors.OfferAsync(person.Actor, default)).Value.Secret);
        await _desk.Factors.ConfirmAsync(person.Actor, person.Session, person.CodeAt(), null, _desk.Browser, default);

        Assert.False((await _desk.Sessions.FindAsync(person.Session, default))!.OwesSecondFactor);
    }

    [Fact]
    public async Task Reset_TakesItAway_EndsTheSessions_AndStandsInTheAudit()
    {
        var admin = await _desk.PersonAsync();
        var member = await _desk.SetUpAsync(admin.Actor.Workspace, Role.Viewer);

        Assert.True((await _desk.Reset.ExecuteAsync(admin.Actor, member.Actor.User, default)).IsOk);

        Assert.Null(await _desk.Sessions.FindAsync(member.Session, default));
        Assert.False((await _desk.UserAsync(member.Actor.User)).TwoFactorEnabled);
        var entry = (await _desk.AuditAsync(admin.Actor)).Single(line => line.Kind == "member.second_factor_reset");
        Assert.Equal((true, false), (entry.Details!["before"]!["second_factor"]!.GetValue<bool>(), entry.Details["after"]!["second_factor"]!.GetValue<bool>()));
        Assert.Equal("wrong_state", (await _desk.Reset.ExecuteAsync(admin.Actor, member.Actor.User, default)).Refusal?.Code);
    }

    [Fact]
    public async Task Reset_IsNoWayIntoAnotherWorkspace()
    {
        var (here, there) = (await _desk.PersonAsync(), await _desk.PersonAsync());
        var member = await _desk.SetUpAsync(here.Actor.Workspace, Role.Viewer);
        Assert.Equal("not_found", (await _desk.Reset.ExecuteAsync(there.Actor, member.Actor.User, default)).Refusal?.Code);

        await using (var context = postgres.Database.Context(new Scope.System("test")))
        {
            context.Add(new Membership(there.Actor.Workspace, member.Actor.User, Role.Viewer, _desk.Clock.Now()));
            await context.SaveChangesAsync();
        }

        Assert.Equal("wrong_state", (await _desk.Reset.ExecuteAsync(there.Actor, member.Actor.User, default)).Refusal?.Code);
        Assert.Equal("forbidden", (await _desk.Reset.ExecuteAsync(member.Actor, here.Actor.User, default)).Refusal?.Code);
        Assert.Equal("wrong_state", (await _desk.Reset.ExecuteAsync(here.Actor, here.Actor.User, default)).Refusal?.Code);
    }

    private Task<Result<Entered>> CompleteAsync(string challenge, string code) => _desk.Complete.ExecuteAsync(challenge, code, TokenUse.Cookie, _desk.Browser, default);

    private async Task<int> WinnersAsync(FactorDesk.Person person, string code)
    {
        var challenges = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _desk.ChallengeAsync(person)));
        // Each from an address of its own, so that the slowing down of one does not spare the others the race.
        var results = await Task.WhenAll(challenges.Select((challenge, i) =>
            _desk.Complete.ExecuteAsync(challenge, code, TokenUse.Cookie, _desk.Browser with { Address = $"10.0.1.{i}" }, default)));
        return results.Count(result => result.IsOk);
    }
}
