using System.Net;
using System.Net.Sockets;

namespace Synter.Domain.Accounts;

/// <summary>A device and its place in words. Told by what a browser says of itself, which anybody may make up: for people only.</summary>
public static class Device
{
    // The order counts: Edge and Opera also call themselves Chrome, Chrome calls itself Safari, iPads call themselves Macs.
    private static readonly (string Sign, string Name)[] s_browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("HeadlessChrome/", "Chrome"), ("Chrome/", "Chrome"), ("CriOS/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl")];

    private static readonly (string Sign, string Name)[] s_systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <summary>As in «Firefox on Linux»; a program by its own name.</summary>
    public static string Describe(string? userAgent)
    {
        if (string.IsNullOrWhiteSpace(userAgent)) return "A program";
        var browser = Find(s_browsers, userAgent);
        var system = Find(s_systems, userAgent);
        return (browser, system) switch
        {
            (not null, not null) => $"{browser} on {system}",
            (not null, null) => browser,
            (null, not null) => $"A program on {system}",
            _ => "A program",
        };
    }

    /// <summary>Where an address is, as far as the address itself tells.</summary>
    public static string Place(string? address)
    {
        if (!IPAddress.TryParse(address, out var ip)) return "an unknown place";
        if (ip.IsIPv4MappedToIPv6) ip = ip.MapToIPv4();
        if (IPAddress.IsLoopback(ip)) return "this machine";
        return IsPrivate(ip) ? $"the local network ({ip})" : ip.ToString();
    }

    private static bool IsPrivate(IPAddress ip)
    {
        if (ip.AddressFamily == AddressFamily.InterNetworkV6) return ip.IsIPv6UniqueLocal || ip.IsIPv6LinkLocal;
        var bytes = ip.GetAddressBytes();
        return bytes[0] == 10 || (bytes[0] == 172 && bytes[1] is >= 16 and <= 31) || (bytes[0] == 192 && bytes[1] == 168) || (bytes[0] == 169 && bytes[1] == 254);
    }

    private static string? Find((string Sign, string Name)[] known, string text) =>
        Array.Find(known, entry => text.Contains(entry.Sign, StringComparison.Ordinal)).Name;
}
