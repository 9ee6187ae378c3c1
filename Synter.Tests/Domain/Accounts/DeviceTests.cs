using Synter.Domain.Accounts;

namespace Synter.Tests.Domain.Accounts;

public sealed class DeviceTests
{
    [Theory]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox on Linux")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge on Windows")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36", "Chrome on macOS")]
    [InlineData("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36", "Chrome on Android")]
    [InlineData("curl/8.5.0", "curl")]
    [InlineData("synter-cli/1.0", "A program")]
    [InlineData("", "A program")]
    [InlineData(null, "A program")]
    public void Describe_SaysItInWords(string? userAgent, string words) => Assert.Equal(words, Device.Describe(userAgent));

    [Theory]
    [InlineData("127.0.0.1", "this machine")]
    [InlineData("::1", "this machine")]
    [InlineData("192.168.1.4", "the local network (192.168.1.4)")]
    [InlineData("::ffff:10.1.2.3", "the local network (10.1.2.3)")]
    [InlineData("172.32.0.1", "172.32.0.1")]
    [InlineData("203.0.113.9", "203.0.113.9")]
    [InlineData("unknown", "an unknown place")]
    [InlineData(null, "an unknown place")]
    public void Place_SaysWhatTheAddressTells(string? address, string words) => Assert.Equal(words, Device.Place(address));
}
