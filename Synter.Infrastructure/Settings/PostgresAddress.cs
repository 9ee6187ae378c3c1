using System.Globalization;
using Npgsql;

namespace Synter.Infrastructure.Settings;

/// <summary>
/// Reads where PostgreSQL is, as an address (<c>postgresql://user:password@host:port/database?sslmode=require</c>) or as
/// <c>key=value;…</c>. What it says when it cannot never repeats the text: there is a password in it.
/// </summary>
public static class PostgresAddress
{
    private const string Forms = "write postgresql://user:password@host:5432/database or Host=…;Username=…;Password=…;Database=….";

    private static readonly string[] Schemes = ["postgresql://", "postgres://"];

    /// <param name="setting">The setting's name, for the sentence.</param>
    public static string Parse(string text, string setting)
    {
        try
        {
            var scheme = Schemes.FirstOrDefault(scheme => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));
            var builder = scheme is null ? new NpgsqlConnectionStringBuilder(text) : FromAddress(text[scheme.Length..]);
            if (string.IsNullOrEmpty(builder.Host)) throw new FormatException("it names no host");
            if (string.IsNullOrEmpty(builder.Database)) throw new FormatException("it names no database");
            return builder.ConnectionString;
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException or OverflowException)
        {
            var why = wrong is FormatException ? wrong.Message : "a key or a value in it is unknown";
            throw new StartupException($"{setting} cannot be read ({why}): {Forms}");
        }
    }

    private static NpgsqlConnectionStringBuilder FromAddress(string rest)
    {
        var builder = new NpgsqlConnectionStringBuilder();
        var (beforeQuery, query) = Cut(rest, '?');
        var (authority, database) = Cut(beforeQuery, '/');
        if (authority.LastIndexOf('@') is var at && at >= 0)
        {
            var (user, password) = Cut(authority[..at], ':');
            builder.Username = Decode(user);
            if (password is not null) builder.Password = Decode(password);
            authority = authority[(at + 1)..];
        }

        ReadHost(builder, authority);
        if (!string.IsNullOrEmpty(database)) builder.Database = Decode(database);
        foreach (var pair in (query ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries)) ReadParameter(builder, pair);
        return builder;
    }

    /// <summary>One host, or several separated by commas; each with a port of its own or none.</summary>
    private static void ReadHost(NpgsqlConnectionStringBuilder builder, string authority)
    {
        if (authority.Contains(',', StringComparison.Ordinal))
        {
            builder.Host = Decode(authority);
            return;
        }

        var bracket = authority.StartsWith('[') ? authority.IndexOf(']', StringComparison.Ordinal) : -1;
        if (authority.StartsWith('[') && bracket < 0) throw new FormatException("a bracket of its host is not closed");
        var colon = authority.IndexOf(':', bracket + 1);
        var host = colon < 0 ? authority : authority[..colon];
        builder.Host = Decode(bracket > 0 ? host.Trim('[', ']') : host);
        if (colon < 0 || colon == authority.Length - 1) return;
        builder.Port = int.TryParse(authority.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? port
            : throw new FormatException("its port is not a number from 1 to 65535");
    }

    private static void ReadParameter(NpgsqlConnectionStringBuilder builder, string pair)
    {
        var (name, value) = Cut(pair, '=');
        var text = Decode(value ?? "");
        switch (name)
        {
            case "sslmode":
                builder.SslMode = Enum.TryParse<SslMode>(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var mode) && !char.IsAsciiDigit(text[0])
                    ? mode
                    : throw new FormatException("its sslmode is not one of disable, allow, prefer, require, verify-ca, verify-full");
                break;
            case "host":
                builder.Host = text;
                break;
            case "port":
                ReadHost(builder, $"{builder.Host}:{text}");
                break;
            case "connect_timeout":
                builder.Timeout = int.Parse(text, CultureInfo.InvariantCulture);
                break;
            case "application_name":
                builder.ApplicationName = text;
                break;
            case "sslrootcert":
                builder.RootCertificate = text;
                break;
            case "sslcert":
                builder.SslCertificate = text;
                break;
            case "sslkey":
                builder.SslKey = text;
                break;
            case "options":
                builder.Options = text;
                break;
            default:
                throw new FormatException($"its parameter {name} is not known");
        }
    }

    private static (string Head, string? Tail) Cut(string text, char at) =>
        text.IndexOf(at, StringComparison.Ordinal) is var i && i < 0 ? (text, null) : (text[..i], text[(i + 1)..]);

    private static string Decode(string text) => Uri.UnescapeDataString(text);
}
