using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Synter.Infrastructure.Observability;
using Synter.Tests.Support;

namespace Synter.Tests.Observability;

public sealed class RedactingLoggersTests
{
    private const string Key = "AKIAIOSFODNN7EXAMPLE";

    private readonly RecordedLogs _logs = new();

    [Fact]
    public void Log_MessageWithASecret_IsMasked_ValuesToo()
    {
        Log(log => log.LogWarning("Asked {Address} for {Count} pages", $"https://graph.example/me?access_token=abcd1234&key={Key}", 3));

        var line = Assert.Single(_logs.Lines);
        Assert.Equal("Asked https://graph.example/me?access_token=[secret]&key=[secret] for 3 pages", line.Message);
        Assert.DoesNotContain(line.Values, v => v.Value?.ToString()?.Contains("abcd1234", StringComparison.Ordinal) == true);
        Assert.Contains(line.Values, v => v is { Key: "Count", Value: 3 });
    }

    [Fact]
    public void Log_ExceptionWithASecret_IsMasked_WithItsCauses()
    {
        Log(log => log.LogError(new InvalidOperationException("outer", new HttpRequestException($"refused {Key}")), "It failed"));

        var line = Assert.Single(_logs.Lines);
        Assert.DoesNotContain(Key, line.Exception!.ToString(), StringComparison.Ordinal);
        Assert.Contains("HttpRequestException: refused [secret]", line.Exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Log_WithoutASecret_PassesUntouched()
    {
        var failure = new InvalidOperationException("plain");
        Log(log => log.LogError(failure, "Run {Run} failed", "run_1"));

        var line = Assert.Single(_logs.Lines);
        Assert.Same(failure, line.Exception);
        Assert.Equal("Run run_1 failed", line.Message);
        Assert.Contains(line.Values, v => v is { Key: "Run", Value: "run_1" });
    }

    private void Log(Action<ILogger> write)
    {
        using var services = new ServiceCollection().AddLogging(logging => logging.AddProvider(_logs).AddRedaction()).BuildServiceProvider();
        write(services.GetRequiredService<ILogger<RedactingLoggersTests>>());
    }
}
