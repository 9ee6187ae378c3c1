using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Synter.Infrastructure.Accounts;
using Synter.Tests.Support;

namespace Synter.Tests.Accounts;

public sealed class PwnedPasswordsTests : IAsyncLifetime
{
    private readonly RecordedLogs _logs = new();
    private readonly List<string> _asked = [];
    private WebApplication _api = null!;
    private string _answer = "";
    private int _status = 200;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _api = builder.Build();
        _api.Urls.Add("http://127.0.0.1:0");
        _api.MapGet("/range/{prefix}", (string prefix, HttpContext context) =>
        {
            _asked.Add($"{prefix} padding={context.Request.Headers["Add-Padding"]}");
            return Results.Text(_answer, statusCode: _status);
        });
        await _api.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _api.DisposeAsync();
        _logs.Dispose();
    }

    [Theory]
    [InlineData("1E4C9B93F3F0682250B6CF8331B7EE68FD8:52372427\r\n", true)]
    [InlineData("0000000000000000000000000000000000A:3\r\n1e4c9b93f3f0682250b6cf8331b7ee68fd8:1\r\n", true)]
    [InlineData("1E4C9B93F3F0682250B6CF8331B7EE68FD8:0\r\n", false)]
    [InlineData("1E4C9B93F3F0682250B6CF8331B7EE68FD9:9\r\n", false)]
    [InlineData("", false)]
    public async Task Has_ComparesHere_AndTellsFiveDigitsOnly(string answer, bool has)
    {
        _answer = answer;

        Assert.Equal(has, await Passwords(_api.Urls.First()).HasAsync("password", default));
        Assert.Equal("5BAA6 padding=true", Assert.Single(_asked));
    }

    [Fact]
    public async Task Has_ServiceThatFails_BlocksNobody_AndIsLogged()
    {
        _status = 503;

        Assert.False(await Passwords(_api.Urls.First()).HasAsync("password", default));
        Assert.Contains(_logs.Lines, line => line.Message.Contains("could not be asked", StringComparison.Ordinal) && !line.Text.Contains("5BAA6", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Has_ServiceThatIsNotThere_BlocksNobody() => Assert.False(await Passwords("http://127.0.0.1:1").HasAsync("password", default));

    private PwnedPasswords Passwords(string address)
    {
        var services = new ServiceCollection().AddLogging(logging => logging.AddProvider(_logs));
        services.AddHttpClient(nameof(PwnedPasswords), http => http.BaseAddress = new Uri(address));
        var provider = services.BuildServiceProvider();
        return new PwnedPasswords(provider.GetRequiredService<IHttpClientFactory>(), provider.GetRequiredService<ILogger<PwnedPasswords>>());
    }
}
