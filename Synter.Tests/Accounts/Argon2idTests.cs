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
    [InlineData("correct horse", true)]
    [InlineData("correct hors", false)]
    public void Verify_HashMadeByLibsodium_IsRead(string tried, bool fits) => Assert.Equal(fits, _argon2.Verify(
        "$argon2id$v=19$m=19456,t=2,p=1$0HHFpGwZTjEkS33f1UXNaA$27CuhAAGGwrBh/QRdnEAsTN3CJo5a9+gsHsmYdGnVS0", tried));

    [Theory]
    [InlineData("")]
    [InlineData("$argon2id$")]
    [InlineData("$argon2i$v=19$m=8192,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("$argon2id$v=19$m=99999999999,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("$argon2id$v=19$m=8192,t=1,p=1$AAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
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
    public async Task Hash_ManyAtOnceAtTwoPrices_AllVerify()
    {
        using var dearer = new Argon2id(new PasswordCost(9, 2));

        var fits = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(() =>
        {
            var (argon2, other) = i % 2 == 0 ? (_argon2, dearer) : (dearer, _argon2);
            return other.Verify(argon2.Hash($"password {i}"), $"password {i}");
        })));

        Assert.All(fits, Assert.True);
    }

    [Fact]
    public async Task InTurn_NoMoreThanProcessorsAtOnce()
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

        Assert.InRange(most, 1, Environment.ProcessorCount);
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
