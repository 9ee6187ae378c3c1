using FsCheck;
using FsCheck.Fluent;
using Npgsql;
using Synter.Infrastructure.Settings;

namespace Synter.Tests.Settings;

public sealed class PostgresAddressTests
{
    [Theory]
    [InlineData("postgresql://u:p@db.example:5433/synter", "db.example", 5433, "synter", "u", "p")]
    [InlineData("postgres://u@db.example/synter", "db.example", 5432, "synter", "u", null)]
    [InlineData("postgresql://u:p%40ss%3Aw%2Frd@[::1]:5433/a%20b", "::1", 5433, "a b", "u", "p@ss:w/rd")]
    [InlineData("postgresql://u:p@ss@db.example/synter", "db.example", 5432, "synter", "u", "p@ss")]
    [InlineData("postgresql:///synter?host=/run/postgresql", "/run/postgresql", 5432, "synter", null, null)]
    [InlineData("Host=db.example;Port=5433;Database=synter;Username=u;Password=p", "db.example", 5433, "synter", "u", "p")]
    public void Parse_ReadsBothForms(string text, string host, int port, string database, string? user, string? password)
    {
        var read = new NpgsqlConnectionStringBuilder(PostgresAddress.Parse(text, "POSTGRES_URL"));

        Assert.Equal((host, port, database, user, password), (read.Host, read.Port, read.Database, read.Username, read.Password));
    }

    [Theory]
    [InlineData("disable", SslMode.Disable)]
    [InlineData("prefer", SslMode.Prefer)]
    [InlineData("require", SslMode.Require)]
    [InlineData("verify-ca", SslMode.VerifyCA)]
    [InlineData("verify-full", SslMode.VerifyFull)]
    public void Parse_ReadsSslMode(string word, SslMode mode) =>
        Assert.Equal(mode, new NpgsqlConnectionStringBuilder(PostgresAddress.Parse($"postgresql://u@h/d?sslmode={word}", "POSTGRES_URL")).SslMode);

    [Theory]
    [InlineData("postgresql://")]
    [InlineData("postgresql://u:secret@/synter")]
    [InlineData("postgresql://u:secret@h")]
    [InlineData("postgresql://u:secret@h:port/d")]
    [InlineData("postgresql://u:secret@h:0/d")]
    [InlineData("postgresql://u:secret@h:70000/d")]
    [InlineData("postgresql://u:secret@[::1/d")]
    [InlineData("postgresql://u:secret@h/d?sslmode=sometimes")]
    [InlineData("postgresql://u:secret@h/d?colour=blue")]
    [InlineData("mysql://u:secret@h/d")]
    [InlineData("secret")]
    public void Parse_Wrong_SaysSoWithoutTheText(string text)
    {
        var refused = Assert.Throws<StartupException>(() => PostgresAddress.Parse(text, "POSTGRES_URL"));

        Assert.StartsWith("POSTGRES_URL ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_WhatIsEscaped_ReadsBackWhole()
    {
        var parts = ArbMap.Default.GeneratorFor<NonEmptyString>().Select(text => text.Get)
            .Where(text => !text.Contains('\0', StringComparison.Ordinal) && !text.Any(char.IsSurrogate) && text.Trim() == text);
        var addresses = Gen.Three(parts).Zip(Gen.Choose(1, 65535));

        Prop.ForAll(addresses.ToArbitrary(), address =>
        {
            var ((user, password, database), port) = address;
            var text = $"postgresql://{Uri.EscapeDataString(user)}:{Uri.EscapeDataString(password)}@db.example:{port}/{Uri.EscapeDataString(database)}";

            var read = new NpgsqlConnectionStringBuilder(PostgresAddress.Parse(text, "POSTGRES_URL"));

            return (read.Username, read.Password, read.Database, read.Port) == (user, password, database, port);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Parse_Anything_EitherReadsOrRefusesInASentence() =>
        Prop.ForAll<NonEmptyString>(text =>
        {
            try
            {
                return PostgresAddress.Parse("postgresql://" + text.Get, "POSTGRES_URL").Length > 0;
            }
            catch (StartupException refused)
            {
                return refused.Message.StartsWith("POSTGRES_URL ", StringComparison.Ordinal);
            }
        }).QuickCheckThrowOnFailure();
}
