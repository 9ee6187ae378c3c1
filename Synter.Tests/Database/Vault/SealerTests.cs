using System.Text;
using Synter.Infrastructure.Vault;

namespace Synter.Tests.Database.Vault;

/// <summary>Envelopes need no database; they stand here beside what stores them.</summary>
public sealed class SealerTests
{
    private static readonly byte[] Plain = Encoding.UTF8.GetBytes("{\"access_token\":\"a secret\"}");

    private readonly string _old = VaultKey.Generate();

    private KeyRing Ring => KeyRing.Parse(_old, "the test");

    [Fact]
    public void Open_WhatWasSealed_IsThePlain()
    {
        var sealer = new Sealer(Ring);

        Assert.Equal(Plain, sealer.Open(sealer.Seal(Plain, "row"), "row"));
    }

    [Fact]
    public void Seal_SameValueTwice_SharesNothing()
    {
        var sealer = new Sealer(Ring);
        var (one, two) = (sealer.Seal(Plain, "row").Envelope, sealer.Seal(Plain, "row").Envelope);

        Assert.NotEqual(one[1..13], two[1..13]);
        Assert.NotEqual(one[^Plain.Length..], two[^Plain.Length..]);
    }

    [Fact]
    public void Open_ForAnotherRow_IsRefused()
    {
        var sealer = new Sealer(Ring);
        var value = sealer.Seal(Plain, "credential/ws_1/cred_1");

        var refused = Assert.Throws<VaultTamperedException>(() => sealer.Open(value, "credential/ws_2/cred_1"));

        Assert.DoesNotContain("a secret", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WithAnyByteChanged_IsRefused()
    {
        var sealer = new Sealer(Ring);
        var value = sealer.Seal(Plain, "row");

        for (var i = 0; i < value.Envelope.Length; i++)
        {
            var changed = (byte[])value.Envelope.Clone();
            changed[i] ^= 1;
            Assert.Throws<VaultTamperedException>(() => sealer.Open(value with { Envelope = changed }, "row"));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(88)]
    public void Open_CutShort_IsRefused(int length)
    {
        var sealer = new Sealer(Ring);
        var value = sealer.Seal(Plain, "row");

        Assert.Throws<VaultTamperedException>(() => sealer.Open(value with { Envelope = value.Envelope[..length] }, "row"));
    }

    [Fact]
    public void Open_WithAnotherKeysId_IsRefused()
    {
        var value = new Sealer(Ring).Seal(Plain, "row");
        var other = KeyRing.Parse(VaultKey.Generate(), "the test");

        Assert.Throws<VaultTamperedException>(() => new Sealer(other).Open(value with { KeyId = other.Current.Id }, "row"));
    }

    [Fact]
    public void Open_WithoutTheKey_NamesTheKeyAndTheMend()
    {
        var value = new Sealer(Ring).Seal(Plain, "row");
        var other = new Sealer(KeyRing.Parse(VaultKey.Generate(), "SYNTER_VAULT_KEYS"));

        var missing = Assert.Throws<VaultKeyMissingException>(() => other.Open(value, "row"));

        Assert.Equal(value.KeyId, missing.KeyId);
        Assert.Contains(value.KeyId, missing.Message, StringComparison.Ordinal);
        Assert.Contains("SYNTER_VAULT_KEYS", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rewrap_MovesToTheFirstKey_WithoutTouchingTheValue()
    {
        var added = VaultKey.Generate();
        var both = new Sealer(KeyRing.Parse($"{added},{_old}", "the test"));
        var before = new Sealer(Ring).Seal(Plain, "row");

        var after = both.Rewrap(before, "row")!.Value;

        Assert.Equal(before.Envelope[61..], after.Envelope[61..]);
        Assert.Equal(Plain, new Sealer(KeyRing.Parse(added, "the test")).Open(after, "row"));
        Assert.Null(both.Rewrap(after, "row"));
        Assert.Throws<VaultTamperedException>(() => both.Rewrap(before, "another row"));
    }

    [Fact]
    public void Rewrap_OfATamperedValue_DoesNotMendIt()
    {
        var value = new Sealer(Ring).Seal(Plain, "row");
        value.Envelope[^1] ^= 1;
        var both = new Sealer(KeyRing.Parse($"{VaultKey.Generate()},{_old}", "the test"));

        Assert.Throws<VaultTamperedException>(() => both.Open(both.Rewrap(value, "row")!.Value, "row"));
    }

    [Theory]
    [InlineData("", "holds no vault key")]
    [InlineData("# nothing but a remark", "holds no vault key")]
    [InlineData("too-short", "Key 1 in the setting")]
    public void Ring_OfWhatIsNoKey_SaysSoAndRepeatsNothing(string text, string sentence)
    {
        var wrong = Assert.Throws<VaultKeyFormatException>(() => KeyRing.Parse(text, "the setting"));

        Assert.Contains(sentence, wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("too-short", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ring_OfAFile_SkipsRemarks_AndTheFirstKeySeals()
    {
        var (first, second) = (VaultKey.Generate(), VaultKey.Generate());
        var ring = KeyRing.Parse($"# the keys\n{first}\r\n\n  {second}\n", "a file");

        Assert.Equal(VaultKey.TryParse(first)!.Id, ring.Current.Id);
        Assert.True(ring.Holds(VaultKey.TryParse(second)!.Id));
    }
}
