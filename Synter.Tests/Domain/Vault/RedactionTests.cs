using Synter.Domain.Vault;

namespace Synter.Tests.Domain.Vault;

public sealed class RedactionTests
{
    [Theory]
    [InlineData("GET /me?access_token=abcd1234efgh&fields=id", "GET /me?access_token=[secret]&fields=id")]
    [InlineData("""{"api_key":"plainvalue99","name":"x"}""", """{"api_key":"[secret]","name":"x"}""")]
    [InlineData("Authorization: Bearer abc.def.ghi", "Authorization: Bearer [secret]")]
    [InlineData("password = 'hunter22'", "password = '[secret]'")]
    [InlineData("X-Api-Key: plainvalue99", "X-Api-Key: [secret]")]
    [InlineData("key AKIAIOSFODNN7EXAMPLE refused", "key [secret] refused")]
    [InlineData("postgresql://synter:hunter22@db/synter", "postgresql://synter:[secret]@db/synter")]
    [InlineData("Host=db;Username=synter;Password=hunter22;Database=synter", "Host=db;Username=synter;Password=[secret];Database=synter")]
    [InlineData("jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N end", "jwt [secret] end")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMIIB\nAAEC\n-----END PRIVATE KEY----- end", "[secret] end")]
    public void Redact_Secret_IsMaskedAndTheRestIsKept(string text, string expected) => Assert.Equal(expected, Redaction.Redact(text));

    [Theory]
    [InlineData("Run run_0192f3a4b5c67d8e9f00112233445566 succeeded in 3 s")]
    [InlineData("token: cred_0192f3a4b5c67d8e9f00112233445566")]
    [InlineData("https://www.facebook.com/brightsmile:8080/about@us")]
    public void Redact_NothingSecret_IsTheSameText(string text) => Assert.Equal(text, Redaction.Redact(text));
}
