using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Synter.Domain.Agents.Schedules;

/// <summary>IANA time zones by name.</summary>
public static partial class Zones
{
    /// <summary>
    /// Knows <c>UTC</c> and region names as in <c>Asia/Kolkata</c>. Abbreviations, Windows names and the leap-second variants
    /// of tzdata are not accepted: they mean different things on different machines.
    /// </summary>
    public static bool TryFind([NotNullWhen(true)] string? name, [NotNullWhen(true)] out TimeZoneInfo? zone)
    {
        zone = null;
        return name is not null && Region().IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone);
    }

    /// <summary>A zone that was saved: whatever this machine knows by the name.</summary>
    /// <exception cref="TimeZoneNotFoundException">It was known when it was saved, so tzdata has changed.</exception>
    public static TimeZoneInfo Find(string name) => TimeZoneInfo.FindSystemTimeZoneById(name);

    [GeneratedRegex(@"^(UTC|(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Etc|Europe|Indian|Pacific)(/[A-Za-z0-9_+-]+){1,2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Region();
}
