using System.Text.Json.Nodes;
using Synter.Domain.Vault;
using Xunit;

namespace Synter.Tests.Domain.Vault;

public class RawSecretsTests
{
    [Theory]
    [InlineData("token")]
    [InlineData("access_token")]
    [InlineData("accessToken")]
    [InlineData("accesstoken")]
    [InlineData("AccessToken2")]
    [InlineData("client-secret")]
    [InlineData("password")]
    [InlineData("API_KEY")]
    [InlineData("apiKey")]
    [InlineData("APIKey")]
    [InlineData("apikey")]
    [InlineData("private_key")]
    public void IsSecretName_NamesOfSecrets(string name)
    {
        Assert.True(RawSecrets.IsSecretName(name));
    }

    [Theory]
    [InlineData("max_tokens")]
    [InlineData("secretary")]
    [InlineData("keyword")]
    [InlineData("platform_credentials")]
    [InlineData("posting_identity")]
    [InlineData("monkey")]
    public void IsSecretName_OtherNames(string name)
    {
        Assert.False(RawSecrets.IsSecretName(name));
    }

    [Theory]
    [InlineData("sk-0123456789abcdefghijABCDEFGHIJ")]
    [InlineData("AKIAIOSFODNN7EXAMPLE")]
    [InlineData("EAAGm0PX4ZCpsBAKZCZBZ12345abcdef")]
    [InlineData("the key is xoxb-123456789012-abcdefghij, keep it")]
    [InlineData("ghp_0123456789abcdefghijABCDEFGHIJ012345")]
    [InlineData("AIzaSyA-0123456789abcdefghijklmnopqrstu")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----")]
    [InlineData("Bearer 0123456789abcdef0123")]
    [InlineData("postgresql://synter:hunter22@db.example.com/synter")]
    [InlineData("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$aGFzaA")]
    [InlineData("https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX")]
    public void Find_KnownKeyFormats(string text)
    {
        Assert.Equal(["/note"], RawSecrets.Find(new JsonObject { ["note"] = text }));
    }

    [Theory]
    [InlineData("Sunrise Dental, Pune")]
    [InlineData("cred_0192f0c123457abc8def0123456789ab")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("task-management-for-the-clinics-of-the-city")]
    [InlineData("https://example.com/implants?utm_source=facebook")]
    [InlineData("https://example.com:8080/about@us")]
    [InlineData("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public void Find_OrdinaryText_Nothing(string text)
    {
        Assert.Empty(RawSecrets.Find(new JsonObject { ["note"] = text }));
    }

    [Fact]
    public void Find_AnyDepth_AndPluralsThatHoldThem()
    {
        var value = JsonNode.Parse("""{"a":[{"password":1}],"tokens":{"x":"y"},"max_tokens":500,"b":{"ok":"fine"}}""");

        Assert.Equal(["/a/0/password", "/tokens"], RawSecrets.Find(value));
    }
}
