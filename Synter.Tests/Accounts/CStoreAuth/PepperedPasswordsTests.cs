using System.Text.Json.Nodes;
using Synter.Infrastructure.Accounts.CStoreAuth;

namespace Synter.Tests.Accounts.CStoreAuth;

/// <summary>
/// Passwords as cstore-auth hashes them. The vectors were made with what it hashes by: @node-rs/argon2 2.2.1 (hashRawSync, with secret) and
/// Node.js 20's crypto.scryptSync, for the salt 00 01 … 0f.
/// </summary>
public sealed class PepperedPasswordsTests
{
    private const string Salt = "AAECAwQFBgcICQoLDA0ODw==";
    private const string Usual = """{"timeCost":3,"memoryCost":65536,"parallelism":1,"outputLen":32}""";
    private const string Small = """{"timeCost":2,"memoryCost":1024,"parallelism":4,"outputLen":24}""";
    private const string Scrypt = """{"N":32768,"r":8,"p":1,"keyLength":32}""";

    private readonly PepperedPasswords _passwords = new(new Pepper("pépper of the tests, long and random 😀"));

    [Theory]
    [InlineData("argon2id", "correct horse battery", "gt2UBmCp2h3ExxdUdw2ito63NKB/uYOcm622KX3VlgQ=", Usual)]
    [InlineData("argon2id", "correct horse battery", "63bBWYT1gsi3WKgN8nmaknuv62i55iEj", Small)]
    [InlineData("scrypt", "correct horse battery", "VWTCRyBT3FDVn2mxApRjQfDNmCGSoKlrNTwJ9vp2uXk=", Scrypt)]
    [InlineData("argon2id", "пароль", "Z9bWOKXAFoA3jHWFa93lgu6KnpZY0UHng2iLfIPSk+U=", Usual)]
    [InlineData("argon2id", "пароль", "pj6VVkUbDPyFd+jjL1R495845GiyEqoo", Small)]
    [InlineData("scrypt", "пароль", "0mjj0AimnJAp4k8Eo3PzSShdLbtBU5oKu/s0oI9udxQ=", Scrypt)]
    public void Verify_TakesTheirHashes_AndNoOtherPassword(string algorithm, string password, string hash, string cost)
    {
        var stored = Read(algorithm, hash, cost)!;

        Assert.True(_passwords.Verify(stored, password));
        Assert.False(_passwords.Verify(stored, password + "x"));
        Assert.False(_passwords.Verify(stored, ""));
        Assert.False(new PepperedPasswords(new Pepper("another")).Verify(stored, password));
    }

    [Fact]
    public void Hash_IsVerified_AndReadBackFromItsRecord()
    {
        var made = _passwords.Hash("correct horse battery");
        var admin = CStoreUser.Read("admin", CStoreUser.NewAdmin(made, TimeProvider.System.GetUtcNow()))!;

        Assert.True(_passwords.Verify(admin.Password!, "correct horse battery"));
        Assert.NotEqual(made.Salt, _passwords.Hash("correct horse battery").Salt);
    }

    [Theory]
    [InlineData("argon2i", Usual)]
    [InlineData("argon2id", """{"timeCost":3,"memoryCost":1073741824,"parallelism":1,"outputLen":32}""")]
    [InlineData("argon2id", """{"timeCost":1000,"memoryCost":65536,"parallelism":1,"outputLen":32}""")]
    [InlineData("argon2id", """{"timeCost":3,"memoryCost":65536,"parallelism":1,"outputLen":16}""")]
    [InlineData("argon2id", """{"timeCost":3,"memoryCost":4,"parallelism":1,"outputLen":32}""")]
    [InlineData("argon2id", """{"timeCost":"3","memoryCost":65536,"parallelism":1,"outputLen":32}""")]
    [InlineData("scrypt", """{"N":32769,"r":8,"p":1,"keyLength":32}""")]
    [InlineData("scrypt", """{"N":262144,"r":32,"p":1,"keyLength":32}""")]
    [InlineData("scrypt", """{"N":32768,"r":8,"p":1}""")]
    public void Read_AnotherKindOrAPriceBeyondReason_IsNone(string algorithm, string cost) =>
        Assert.Null(Read(algorithm, "gt2UBmCp2h3ExxdUdw2ito63NKB/uYOcm622KX3VlgQ=", cost));

    [Theory]
    [InlineData(" Alice.B-1_ ", "alice.b-1_")]
    [InlineData("al", null)]
    [InlineData("alice b", null)]
    [InlineData("alicë", null)]
    [InlineData("alice@example.com", null)]
    public void Canonical_IsAsTheyWriteIt(string name, string? expected) => Assert.Equal(expected, CStoreUser.Canonical(name));

    [Theory]
    [InlineData("""{"type":"simple","password":null,"role":"user","metadata":null,"createdAt":"","updatedAt":""}""", true)]
    [InlineData("""{"type":"oauth","password":null,"role":"user","metadata":{},"createdAt":"","updatedAt":""}""", false)]
    [InlineData("""{"type":"simple","password":null,"role":"owner","metadata":{},"createdAt":"","updatedAt":""}""", false)]
    [InlineData("""{"type":"simple","password":null,"role":"user","metadata":[],"createdAt":"","updatedAt":""}""", false)]
    [InlineData("""{"type":"simple","password":null,"role":"user","metadata":{},"createdAt":""}""", false)]
    [InlineData("""{"type":"simple","type":"simple"}""", false)]
    [InlineData("[]", false)]
    [InlineData("{", false)]
    public void Read_OnlyWhatTheyWouldRead(string record, bool isRead) => Assert.Equal(isRead, CStoreUser.Read("alice", record) is not null);

    private static StoredPassword? Read(string algorithm, string hash, string cost) => StoredPassword.Read(new JsonObject
    {
        ["algo"] = algorithm, ["hash"] = hash, ["salt"] = Salt, ["version"] = 1, ["params"] = JsonNode.Parse(cost),
    });
}
