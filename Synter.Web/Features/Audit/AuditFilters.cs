using System.Globalization;
using Synter.Domain.Agents.Schedules;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Web.Live;

namespace Synter.Web.Features.Audit;

/// <summary>What the address of the audit asks for: <c>?kind=gate&amp;actor=Asha+Rao&amp;from=2026-11-14</c>.</summary>
public static class AuditFilters
{
    public const string SearchKey = "search";
    public const string CorrelationKey = "correlation";
    public const string ActorKey = "actor";
    public const string KindKey = "kind";
    public const string SubjectKey = "subject";
    public const string FromKey = "from";
    public const string ToKey = "to";

    private const int TraceDigits = 32;

    public static readonly string[] Keys = [SearchKey, CorrelationKey, ActorKey, KindKey, SubjectKey, FromKey, ToKey];

    /// <summary>The saved views.</summary>
    public static IReadOnlyList<(string? Kind, string Name)> Views { get; } =
    [
        (null, "All"),
        ("gate", "Denials"),
        ("deliverable", "Decisions"),
        ("effect", "Changes sent"),
        ("session", "Sign-ins"),
    ];

    /// <summary>Days are the workspace's, both inclusive. What cannot be read narrows nothing.</summary>
    public static AuditFilter Read(UrlState url, TimeZoneInfo zone)
    {
        var filter = new AuditFilter(
            url[CorrelationKey], url[ActorKey], url[KindKey], url[SubjectKey], Begin(Day(url[FromKey]), zone), Begin(Day(url[ToKey])?.AddDays(1), zone));
        return url[SearchKey]?.Trim() switch
        {
            null or "" => filter,
            { Length: TraceDigits } trace when trace.All(char.IsAsciiHexDigitLower) => filter with { Correlation = trace },
            var user when StrongId.TryParse<UserId>(user, out _) => filter with { Actor = user },
            var id when id.IndexOf('_', StringComparison.Ordinal) is > 0 and < 6 && id.Length == id.IndexOf('_', StringComparison.Ordinal) + 1 + TraceDigits => filter with { Subject = id },
            var name => filter with { Actor = name },
        };
    }

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue ? day : null;

    private static DateTimeOffset? Begin(DateOnly? day, TimeZoneInfo zone) =>
        day is { } from && from > DateOnly.MinValue.AddDays(2) ? WallClock.Resolve(from.ToDateTime(TimeOnly.MinValue), zone) : null;
}
