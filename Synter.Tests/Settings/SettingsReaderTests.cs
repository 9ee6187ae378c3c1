using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Synter.Infrastructure.Settings;

namespace Synter.Tests.Settings;

public sealed class SettingsReaderTests
{
    [Fact]
    public void Read_Nothing_HasDefaults()
    {
        var settings = Read(isDevelopment: true);

        Assert.Equal(["http://127.0.0.1:5080"], settings.Urls);
        Assert.Null(settings.ConnectionString);
        Assert.Equal("admin@example.com", settings.AdminEmail);
        Assert.Null(settings.AdminPassword);
        Assert.Equal(TimeSpan.FromHours(72), settings.ApprovalLifetime);
        Assert.Equal(LogLevel.Information, settings.LogLevel);
        Assert.Equal(new PasswordCost(19, 2), settings.PasswordCost);
        Assert.False(settings.IsDryRun);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_Nothing_MigratesAndPlaysOnlyInDevelopment(bool isDevelopment)
    {
        var settings = Read(isDevelopment);

        Assert.Equal((isDevelopment, isDevelopment), (settings.MayMigrate, settings.HasSandbox));
    }

    [Fact]
    public void Read_OutsideProviders_AreThoseThatWereNamed()
    {
        var none = Read(true);
        var both = Read(
            false, ("GOOGLE_CLIENT_ID", "g"), ("GOOGLE_CLIENT_SECRET", "s"),
            ("SYNTER_OIDC_ISSUER", "https://id.example/tenant/"), ("SYNTER_OIDC_CLIENT_ID", "o"), ("SYNTER_OIDC_CLIENT_SECRET", "s"), ("SYNTER_OIDC_NAME", "Acme"), ("SYNTER_OIDC_SCOPE", "email"));

        Assert.Empty(none.OutsideProviders);
        Assert.Equal([("google", "Google", "https://accounts.google.com"), ("oidc", "Acme", "https://id.example/tenant/")], both.OutsideProviders.Select(p => (p.Key, p.Name, p.IssuerText)));
        Assert.Equal(["openid", "email"], both.OutsideProviders[1].Scopes);
    }

    [Fact]
    public void Read_PracticeSignIn_IsForDevelopment_AndNothingWithoutTheSandbox()
    {
        Assert.True(Read(true).HasPracticeSignIn);
        Assert.False(Read(false).HasPracticeSignIn);
        Assert.False(Read(false, ("SYNTER_SANDBOX", "true")).HasPracticeSignIn);
        Assert.False(Read(true, ("SYNTER_SANDBOX", "false")).HasPracticeSignIn);
    }

    [Theory]
    [InlineData("GOOGLE_CLIENT_ID=g", "GOOGLE_CLIENT_SECRET")]
    [InlineData("SYNTER_OIDC_ISSUER=https://id.example", "SYNTER_OIDC_CLIENT_ID")]
    [InlineData("GOOGLE_CLIENT_ID=g GOOGLE_CLIENT_SECRET=s GOOGLE_ISSUER=http://id.example", "GOOGLE_ISSUER")]
    [InlineData("GOOGLE_CLIENT_ID=g GOOGLE_CLIENT_SECRET=s GOOGLE_TOKEN_URL=https://id.example/token", "belong together")]
    public void Read_OutsideProvider_HalfConfigured_SaysWhatIsMissing(string settings, string said)
    {
        var wrong = Assert.Throws<StartupException>(() => Read(true, [.. settings.Split(' ').Select(setting => (setting.Split('=')[0], setting.Split('=', 2)[1]))]));

        Assert.Contains(said, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_PostgresUrl_WinsOverTheConnectionString()
    {
        var settings = Read(true, ("POSTGRES_URL", "postgresql://a@one/x"), ("ConnectionStrings:Synter", "Host=two;Database=y"));

        Assert.Contains("one", settings.ConnectionString, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CSTORE_API_URL", "http://10.0.0.5:1", "http://10.0.0.5:1/")]
    [InlineData("EE_CHAINSTORE_API_URL", "10.0.0.5:1", "http://10.0.0.5:1/")]
    [InlineData("EE_CHAINSTORE_API_HOST", "10.0.0.5", "http://10.0.0.5:31234/")]
    [InlineData("EE_CHAINSTORE_PEERS", "[", "http://localhost:31234/")]
    public void Read_CStore_HasItsAddressWhereSomethingUsesIt(string name, string value, string address)
    {
        Assert.Null(Read(true, (name, value)).CStore);
        Assert.Equal(address, Read(true, (name, value), ("DATAGEN_STORE", "cstore")).CStore!.Address.AbsoluteUri);
        Assert.False(Read(true, (name, value), ("R1EN_CSTORE_AUTH_HKEY", "auth:default"), ("R1EN_CSTORE_AUTH_SECRET", "s")).CStore!.MirrorsDatasets);
    }

    [Fact]
    public void Read_CStoreAuth_PrefersTheNewerNames()
    {
        var settings = Read(
            true, ("R1EN_CSTORE_AUTH_HKEY", "new"), ("EE_CSTORE_AUTH_HKEY", "old"), ("R1EN_CSTORE_AUTH_SECRET", "s"), ("R1EN_CSTORE_AUTH_BOOTSTRAP_ADMIN_PWD", "  "),
            ("EE_CSTORE_AUTH_BOOTSTRAP_ADMIN_PW", "old password"));

        Assert.Equal("new", settings.CStore!.Auth!.HashKey);
        Assert.NotNull(settings.CStore.Auth.BootstrapPassword);
    }

    [Theory]
    [InlineData("PT30S", 30)]
    [InlineData("P3D", 259200)]
    public void Read_ApprovalLifetime_IsIso8601(string text, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Read(true, ("SYNTER_APPROVAL_TTL", text)).ApprovalLifetime);

    [Theory]
    [InlineData("WARNING", LogLevel.Warning)]
    [InlineData("warn", LogLevel.Warning)]
    [InlineData("Debug", LogLevel.Debug)]
    public void Read_LogLevel_TakesTheUsualWords(string text, LogLevel level) => Assert.Equal(level, Read(true, ("LOG_LEVEL", text)).LogLevel);

    [Theory]
    [InlineData("http://0.0.0.0:80;http://[::]:81", 2)]
    [InlineData("http://*:5080", 1)]
    [InlineData("https://localhost:5443, http://localhost:5080", 2)]
    public void Read_Urls_TakesSeveral(string text, int count) => Assert.Equal(count, Read(true, ("SYNTER_URLS", text)).Urls.Count);

    [Theory]
    [InlineData("SYNTER_URLS", "5080")]
    [InlineData("SYNTER_URLS", "ftp://localhost")]
    [InlineData("SYNTER_URLS", "http://localhost:5080/path")]
    [InlineData("DATAGEN_STORE", "redis")]
    [InlineData("R1EN_CSTORE_AUTH_HKEY", "auth:default")]
    [InlineData("SYNTER_MIGRATE", "perhaps")]
    [InlineData("DRY_RUN", "perhaps")]
    [InlineData("LOG_LEVEL", "loud")]
    [InlineData("SYNTER_APPROVAL_TTL", "three days")]
    [InlineData("SYNTER_APPROVAL_TTL", "PT0S")]
    [InlineData("SYNTER_APPROVAL_TTL", "-PT5M")]
    [InlineData("SYNTER_ARGON2_MEMORY_MIB", "1")]
    [InlineData("SYNTER_ARGON2_PASSES", "many")]
    [InlineData("SYNTER_ADMIN_PASSWORD", "short")]
    [InlineData("SYNTER_ADMIN_EMAIL", "admin")]
    [InlineData("SYNTER_ADMIN_EMAIL", "Admin <admin@example.com>")]
    public void Read_Wrong_NamesTheSetting(string name, string value) =>
        Assert.StartsWith(name, Assert.Throws<StartupException>(() => Read(true, (name, value))).Message, StringComparison.Ordinal);

    private static SynterSettings Read(bool isDevelopment, params (string Name, string Value)[] settings) => SettingsReader.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value))).Build(), isDevelopment);
}
