using Microsoft.AspNetCore.Identity;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Settings;

namespace Synter.Tests.Accounts;

public sealed class Argon2idTests : IDisposable
{
    private readonly Argon2id _argon2 = new(new PasswordCost(8, 1));

    public void Dispose() => _argon2.Dispose();

    [Fact]
    public void Hash_CarriesItsPrice_AndASaltOfItsOwn()
    {
        var hash = _argon2.Hash("correct horse");

        Assert.StartsWith("$argon2id$v=19$m=8192,t=1,p=1$", hash, StringComparison.Ordinal);
        Assert.NotEqual(hash, _argon2.Hash("correct horse"));
    }

    [Theory]
    [InlineData("correct horse", true)]
    [InlineData("correct hors", false)]
    [InlineData("correct horse ", false)]
    [InlineData("", false)]
    public void Verify_TakesOnlyThePassword(string tried, bool fits) => Assert.Equal(fits, _argon2.Verify(_argon2.Hash("correct horse"), tried));

    [Theory]
    [InlineData("")]
    [InlineData("$argon2id$")]
    [InlineData("пароль")]
    public void Verify_NotAHash_IsFalse(string hash) => Assert.False(_argon2.Verify(hash, "correct horse"));

    [Fact]
    public void Verify_HashLongerThanItsPlace_IsFalse() => Assert.False(_argon2.Verify(new string('a', 500), "correct horse"));

    [Fact]
    public void Hash_AnyUnicode_Verifies() => Assert.True(_argon2.Verify(_argon2.Hash("пароль 🔑\0x"), "пароль 🔑\0x"));

    [Fact]
    public void Hasher_HashOfAnotherPrice_IsToBeMadeAnew()
    {
        using var dearer = new Argon2id(new PasswordCost(16, 1));

        var verdict = new Argon2PasswordHasher(dearer).VerifyHashedPassword(new User(), _argon2.Hash("correct horse"), "correct horse");

        Assert.Equal(PasswordVerificationResult.SuccessRehashNeeded, verdict);
    }

    [Theory]
    [InlineData("correct horse", PasswordVerificationResult.SuccessRehashNeeded)]
    [InlineData("wrong", PasswordVerificationResult.Failed)]
    public void Hasher_HashOfIdentity_IsReadAndToBeMadeAnew(string tried, PasswordVerificationResult expected)
    {
        var older = new PasswordHasher<User>().HashPassword(new User(), "correct horse");

        Assert.Equal(expected, new Argon2PasswordHasher(_argon2).VerifyHashedPassword(new User(), older, tried));
    }

    [Fact]
    public async Task InTurn_NoMoreThanTwoACoreAtOnce()
    {
        var running = 0;
        var most = 0;

        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => _argon2.InTurnAsync(
            () =>
            {
                var now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);
                _argon2.Hash("x");
                return Interlocked.Decrement(ref running);
            },
            default)));

        Assert.InRange(most, 1, 2 * Environment.ProcessorCount);
    }

    [Fact]
    public async Task InTurn_TooManyWaiting_AreTurnedAway()
    {
        using var hold = new ManualResetEventSlim();
        var all = Enumerable.Range(0, 500).Select(_ => _argon2.InTurnAsync(
            () =>
            {
                hold.Wait();
                return true;
            },
            default)).ToList();

        var turnedAway = all.Count(task => task.IsCompleted && !task.Result.Ran);
        hold.Set();
        await Task.WhenAll(all);

        Assert.InRange(turnedAway, 250, 320);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
            if (Interlocked.CompareExchange(ref most, value, seen) == seen) return;
    }
}
