using Microsoft.Playwright;

namespace Synter.Tests.Browser;

/// <summary>One Chromium for the whole test run; each person in a test has a <see cref="BrowserProfile"/> of it.</summary>
internal static class TestBrowser
{
    /// <summary>In milliseconds, for acts and for expectations alike: a broken page ends the test, a busy machine must not.</summary>
    public const int Limit = 120_000;

    /// <summary>A new page is drawn by the process that draws the profile's others.</summary>
    private const string OneProcessAProfile = "--renderer-process-limit=1";

    private static readonly Lazy<Task<IBrowser>> Browser = new(() => LaunchAsync(OneProcessAProfile));

    public static Task<IBrowser> GetAsync() => Browser.Value;

    /// <summary>Another one, with settings of its own; whoever asks closes it.</summary>
    public static async Task<IBrowser> LaunchAsync(params string[] arguments)
    {
        Assertions.SetDefaultExpectTimeout(Limit);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Executable(),
            // Chromium's own sandbox does not work for root, which is what containers run as.
            Args = [.. Environment.IsPrivilegedProcess ? ["--no-sandbox"] : Array.Empty<string>(), "--disable-dev-shm-usage", .. arguments],
        });
        AppDomain.CurrentDomain.ProcessExit += (_, _) => playwright.Dispose();
        return browser;
    }

    private static string Executable() =>
        new[] { Environment.GetEnvironmentVariable("SYNTER_CHROMIUM"), "/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("No browser is installed: apt-get install chromium, or name one in SYNTER_CHROMIUM.");
}
