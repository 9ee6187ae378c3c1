using System.Globalization;
using System.Net.Mail;
using System.Xml;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Synter.Domain.Accounts;
using Synter.Infrastructure.Accounts.Outside;
using Synter.Infrastructure.CStore;
using Synter.Infrastructure.Inference;
using Synter.Infrastructure.Mail;

namespace Synter.Infrastructure.Settings;

/// <summary>Reads <see cref="SynterSettings"/> from the environment or appsettings.json, and says in one sentence what is wrong.</summary>
public static class SettingsReader
{
    public static SynterSettings Read(IConfiguration configuration, bool isDevelopment)
    {
        string? Text(string name) => configuration[name] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

        bool Flag(string name, bool otherwise) => Text(name) is { } text ? ReadFlag(name, text) : otherwise;

        return new SynterSettings
        {
            IsDevelopment = isDevelopment,
            Urls = Urls(Text("SYNTER_URLS") ?? "http://127.0.0.1:5080"),
            DataFolder = Path.GetFullPath(Text("SYNTER_DATA") ?? ".data"),
            ConnectionString = Database(Text("POSTGRES_URL"), configuration.GetConnectionString("Synter")),
            CorsOrigins = Origins(Text("SYNTER_CORS_ORIGINS") ?? ""),
            AdminEmail = Email(Text("SYNTER_ADMIN_EMAIL") ?? "admin@example.com"),
            AdminPassword = Password(configuration["SYNTER_ADMIN_PASSWORD"]),
            HasSamplePeople = Flag("SYNTER_SAMPLE_PEOPLE", isDevelopment),
            MayMigrate = Flag("SYNTER_MIGRATE", isDevelopment),
            LogLevel = Level(Text("LOG_LEVEL") ?? "information"),
            IsDryRun = Flag("DRY_RUN", false),
            NamesRedis = Text("REDIS_URL") is not null,
            ApprovalLifetime = Lifetime(Text("SYNTER_APPROVAL_TTL") ?? "PT72H"),
            HasSandbox = Flag("SYNTER_SANDBOX", isDevelopment),
            Inference = InferenceSettingsReader.Read(Text),
            CStore = CStoreSettingsReader.Read(Text),
            NamesR1Fs = CStoreSettingsReader.NamesR1Fs(Text),
            PublicUrl = PublicUrl(Text("SYNTER_PUBLIC_URL")),
            PasskeyDomain = PasskeyDomain(Text("SYNTER_PASSKEY_DOMAIN")),
            BreachedPasswords = BreachedPasswords(Text("SYNTER_PWNED_PASSWORDS_URL") ?? "https://api.pwnedpasswords.com"),
            Mail = MailSettingsReader.Read(Text, Flag),
            OutsideProviders = OutsideSettingsReader.Read(Text),
            HasPracticeSignIn = Flag("SYNTER_PRACTICE_SIGN_IN", isDevelopment) && Flag("SYNTER_SANDBOX", isDevelopment),
            PasswordCost = new PasswordCost(
                Number("SYNTER_ARGON2_MEMORY_MIB", Text("SYNTER_ARGON2_MEMORY_MIB"), 19, 8, 1024),
                Number("SYNTER_ARGON2_PASSES", Text("SYNTER_ARGON2_PASSES"), 2, 1, 10)),
        };
    }

    private static string[] Urls(string text)
    {
        var urls = text.Split(';', ',').Select(url => url.Trim()).Where(url => url.Length > 0).ToArray();
        // Kestrel also takes http://*:80 and http://+:80, which are no URIs.
        return urls.Length > 0 && Array.TrueForAll(urls, url =>
            Uri.TryCreate(url.Replace("*", "any", StringComparison.Ordinal).Replace("+", "any", StringComparison.Ordinal), UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https" && uri.AbsolutePath == "/")
            ? urls
            : throw new StartupException("SYNTER_URLS cannot be read: write one address or several separated by semicolons, as in http://127.0.0.1:5080.");
    }

    private static Uri? PublicUrl(string? text) => text is null ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.PathAndQuery == "/" ? uri
        : throw new StartupException("SYNTER_PUBLIC_URL is not an address: write it as in https://synter.example.com.");

    private static string? PasskeyDomain(string? text) => text is null || Uri.CheckHostName(text) == UriHostNameType.Dns ? text?.ToLowerInvariant()
        : throw new StartupException("SYNTER_PASSKEY_DOMAIN is not a name: write it as in synter.example.com, without a scheme or a port.");

    private static string[] Origins(string text)
    {
        var origins = text.Split([';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return Array.TrueForAll(origins, origin => Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https" && uri.GetLeftPart(UriPartial.Authority).Equals(origin.TrimEnd('/'), StringComparison.OrdinalIgnoreCase))
            ? Array.ConvertAll(origins, origin => origin.TrimEnd('/'))
            : throw new StartupException("SYNTER_CORS_ORIGINS cannot be read: write origins without a path, separated by commas, as in https://app.example.com.");
    }

    private static Uri? BreachedPasswords(string text) => text.Equals("off", StringComparison.OrdinalIgnoreCase) ? null
        : Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri
        : throw new StartupException("SYNTER_PWNED_PASSWORDS_URL is not an address: write it as in https://api.pwnedpasswords.com, or off.");

    private static string? Database(string? address, string? connectionString) =>
        address is not null ? PostgresAddress.Parse(address, "POSTGRES_URL")
        : string.IsNullOrWhiteSpace(connectionString) ? null
        : PostgresAddress.Parse(connectionString, "ConnectionStrings:Synter");

    private static string Email(string text) => MailAddress.TryCreate(text, out var mail) && mail.Address == text
        ? text
        : throw new StartupException("SYNTER_ADMIN_EMAIL is not an e-mail address: write it as in admin@example.com.");

    private static string? Password(string? text) => string.IsNullOrEmpty(text) ? null
        : text.Length >= PasswordRules.Shortest ? text
        : throw new StartupException($"SYNTER_ADMIN_PASSWORD is too short: give at least {PasswordRules.Shortest} characters, or leave it out to have one made.");

    private static bool ReadFlag(string name, string text) => text.ToLowerInvariant() switch
    {
        "true" or "1" or "yes" or "on" => true,
        "false" or "0" or "no" or "off" => false,
        _ => throw new StartupException($"{name} is neither true nor false: set it to one of them."),
    };

    private static int Number(string name, string? text, int otherwise, int least, int most) => text is null ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw new StartupException($"{name} is not a whole number from {least} to {most}: mend it or leave it out.");

    private static LogLevel Level(string text) => text.ToLowerInvariant() switch
    {
        "trace" => LogLevel.Trace,
        "debug" => LogLevel.Debug,
        "info" or "information" => LogLevel.Information,
        "warn" or "warning" => LogLevel.Warning,
        "error" => LogLevel.Error,
        "critical" or "fatal" => LogLevel.Critical,
        "none" or "off" => LogLevel.None,
        _ => throw new StartupException("LOG_LEVEL is not one of trace, debug, info, warning, error, critical, none: set it to one of them."),
    };

    private static TimeSpan Lifetime(string text)
    {
        try
        {
            var lifetime = XmlConvert.ToTimeSpan(text);
            if (lifetime > TimeSpan.Zero) return lifetime;
        }
        catch (Exception unreadable) when (unreadable is FormatException or OverflowException)
        {
            // Told below, with the value that is not above nothing.
        }

        throw new StartupException("SYNTER_APPROVAL_TTL is not a duration: write it in ISO 8601, as in PT72H or PT30S.");
    }
}
