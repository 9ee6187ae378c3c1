using System.Globalization;

namespace Synter.Domain.Marketing;

/// <summary>Days as people read them and as keys hold them.</summary>
internal static class Calendar
{
    public static string Words(this DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Short(this DateOnly day) => day.ToString("ddd d MMM", CultureInfo.InvariantCulture);

    public static string Iso(this DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
