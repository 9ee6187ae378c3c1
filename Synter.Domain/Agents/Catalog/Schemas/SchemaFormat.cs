using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Synter.Domain.Agents.Schedules;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;

namespace Synter.Domain.Agents.Catalog.Schemas;

/// <summary>The formats a text may be asked to have, each with what it should look like.</summary>
internal sealed partial class SchemaFormat
{
    private static readonly Dictionary<string, SchemaFormat> Known = new()
    {
        ["date"] = new("a date, as in 2026-11-23", t => DateOnly.TryParseExact(t, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)),
        ["time"] = new("a time with its offset, as in 09:30:00Z", t => IsDateTime("2000-01-01T" + t)),
        ["date-time"] = new("a date and time with its offset, as in 2026-11-23T09:30:00Z", IsDateTime),
        ["duration"] = new("a duration, as in PT2H", t => DurationForm().IsMatch(t) && char.IsAsciiDigit(t[^2])),
        ["email"] = new("an e-mail address, as in name@example.com", t => t.Length <= 254 && EmailForm().IsMatch(t) && IsHostname(t[(t.LastIndexOf('@') + 1)..])),
        ["hostname"] = new("a host name, as in www.example.com", IsHostname),
        ["ipv4"] = new("an IPv4 address, as in 192.0.2.1", t => IPAddress.TryParse(t, out var address) && address.ToString() == t && address.AddressFamily == AddressFamily.InterNetwork),
        ["ipv6"] = new("an IPv6 address, as in 2001:db8::1", t => IpV6Form().IsMatch(t) && IPAddress.TryParse(t, out _)),
        ["uri"] = new("a whole address, as in https://example.com/page", t => UriForm().IsMatch(t) && Uri.TryCreate(t, UriKind.Absolute, out _)),
        ["uuid"] = new("a UUID", t => Guid.TryParseExact(t, "D", out _)),
        ["timezone"] = new("a time zone, as in Asia/Kolkata", t => Zones.TryFind(t, out _)),
        ["credential-ref"] = new("a stored connection", t => StrongId.TryParse<CredentialRef>(t, out _)),
    };

    private readonly Func<string, bool> _test;

    private SchemaFormat(string expected, Func<string, bool> test)
    {
        Expected = expected;
        _test = test;
    }

    public static IEnumerable<string> Names => Known.Keys;

    /// <summary>What follows «must be».</summary>
    public string Expected { get; }

    public static bool IsKnown(string name) => Known.ContainsKey(name);

    public static SchemaFormat Named(string name) => Known[name];

    public bool Fits(string text) => _test(text);

    private static bool IsDateTime(string text) =>
        DateTimeForm().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsHostname(string text) => text.Length <= 253 && HostForm().IsMatch(text);

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})\z", RegexOptions.NonBacktracking)]
    private static partial Regex DateTimeForm();

    [GeneratedRegex(@"^P([0-9]+W|([0-9]+Y)?([0-9]+M)?([0-9]+D)?(T([0-9]+H)?([0-9]+M)?([0-9]+(\.[0-9]+)?S)?)?)\z", RegexOptions.NonBacktracking)]
    private static partial Regex DurationForm();

    [GeneratedRegex(@"^[^\s@<>(),;:\\""\[\]]{1,64}@[^\s@]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex EmailForm();

    [GeneratedRegex(@"^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex HostForm();

    [GeneratedRegex(@"^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex IpV6Form();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>""{}|\\^`]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex UriForm();
}
