using Microsoft.Extensions.Configuration;
using Synter.Infrastructure.Settings;
using Synter.Infrastructure.Vault;
using Synter.Tests.Support;

namespace Synter.Tests.Database.Vault;

public sealed class KeyFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Ring_WithNothingConfigured_IsMadeOnce_AndOnlyItsOwnerReadsIt()
    {
        var first = Ring();
        var again = Ring();

        Assert.Equal(first.Current.Id, again.Current.Id);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.File("vault.keys")));
        Assert.Equal(["vault.keys"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Ring_MadeByManyAtOnce_IsOne()
    {
        var rings = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Ring())));

        Assert.Single(rings.Select(r => r.Current.Id).Distinct());
    }

    [Fact]
    public void Ring_FromTheSetting_MakesNoFile()
    {
        var key = VaultKey.Generate();

        Assert.Equal(VaultKey.TryParse(key)!.Id, Ring((VaultSetup.KeysSetting, key)).Current.Id);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Ring_FromAGivenFile_NamesIt()
    {
        File.WriteAllText(_folder.File("mounted"), VaultKey.Generate());

        Assert.Equal(_folder.File("mounted"), Ring((VaultSetup.KeyFileSetting, _folder.File("mounted"))).Source);
    }

    [Theory]
    [InlineData(VaultSetup.KeysSetting, "not a key", VaultSetup.KeysSetting)]
    [InlineData(VaultSetup.KeyFileSetting, "/nowhere/vault.keys", "/nowhere/vault.keys")]
    public void Ring_OfABadSetting_IsOneSentenceForTheOperator(string setting, string value, string named)
    {
        var refused = Assert.Throws<StartupException>(() => Ring((setting, value)));

        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not a key", refused.Message, StringComparison.Ordinal);
    }

    private KeyRing Ring(params (string Name, string Value)[] settings) => VaultSetup.Ring(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value))).Build(), _folder.Path);
}
