using Synter.Domain.Accounts;

namespace Synter.Tests.Domain.Accounts;

public sealed class WorkspaceDoorTests
{
    [Theory]
    [InlineData(false, "", "ann@example.com", false)]
    [InlineData(true, "", "ann@example.com", true)]
    [InlineData(true, "example.com", "ann@EXAMPLE.com", true)]
    [InlineData(true, "example.com", "ann@evil-example.com", false)]
    [InlineData(true, "example.com", "ann@example.com.evil.org", false)]
    [InlineData(true, "example.com", "ann@sub.example.com", false)]
    [InlineData(false, "example.com", "ann@example.com", false)]
    public void Admits_OnlyWhoMaySignUp(bool open, string domains, string email, bool admitted) =>
        Assert.Equal(admitted, WorkspaceDoor.Create(open, domains.Split(' '), false, false).Value.Admits(email));

    [Theory]
    [InlineData("example")]
    [InlineData("*.example.com")]
    [InlineData("exa mple.com")]
    [InlineData("-example.com")]
    public void Create_NoDomain_IsRefused(string domain) => Assert.Equal("validation_failed", WorkspaceDoor.Create(true, [domain], false, false).Refusal?.Code);

    [Fact]
    public void Create_TidiesWhatIsTyped() => Assert.Equal(["example.com"], WorkspaceDoor.Create(true, [" @Example.com ", "example.com", ""], false, false).Value.EmailDomains);
}
