using System.Globalization;

namespace Synter.Infrastructure.Sandbox;

/// <summary>How long a simulated provider asks to be left alone.</summary>
internal static class SimulatedRetry
{
    /// <summary>Short where nobody said: who tries a rate limit wants to see what comes after it.</summary>
    private static readonly TimeSpan AfterLimit = TimeSpan.FromSeconds(2);

    public static TimeSpan? Default(int status) => status == 429 ? AfterLimit : null;

    public static string Seconds(TimeSpan time) => ((long)Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
