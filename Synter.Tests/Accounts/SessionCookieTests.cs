using Microsoft.AspNetCore.Http;
using Synter.Web.Features.Accounts;

namespace Synter.Tests.Accounts;

public sealed class SessionCookieTests
{
    [Theory]
    [InlineData("http", "127.0.0.1", "sid", false)]
    [InlineData("http", "localhost", "sid", false)]
    [InlineData("http", "[::1]", "sid", false)]
    [InlineData("http", "synter.example", "sid", true)]
    [InlineData("https", "synter.example", "__Host-sid", true)]
    [InlineData("https", "localhost", "__Host-sid", true)]
    public void Write_BindsTheCookie_AsTightAsTheAddressAllows(string scheme, string host, string name, bool secure)
    {
        var context = new DefaultHttpContext { Request = { Scheme = scheme, Host = new HostString(host) } };

        SessionCookie.Write(context, "token", DateTimeOffset.MaxValue);

        var cookie = Assert.Single(context.Response.Headers.SetCookie)!;
        Assert.StartsWith($"{name}=token; ", cookie, StringComparison.Ordinal);
        Assert.Equal(secure, cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("; path=/;", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Read_OverHttps_TakesNoCookieOfPlainHttp()
    {
        var context = new DefaultHttpContext { Request = { Scheme = "https", Host = new HostString("synter.example") } };
        context.Request.Headers.Cookie = "sid=planted";

        Assert.Null(SessionCookie.Read(context.Request));
    }
}
