using System.Globalization;

namespace Synter.Infrastructure.Providers;

/// <summary>How long a provider asks to be left alone.</summary>
internal static class RetryAfter
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>The standard header, in seconds or as a date; null when it is absent or unreadable.</summary>
    public static TimeSpan? Standard(ProviderAnswer answer, DateTimeOffset now)
    {
        if (!answer.Headers.TryGetValue("retry-after", out var text))
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? Within(TimeSpan.FromSeconds(seconds))
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? Within(at - now)
            : null;
    }

    /// <summary>Never negative, and not for ever: a clock that is wrong there must not stop us here.</summary>
    public static TimeSpan Within(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Longest ? Longest : wait;
}
