using Microsoft.Extensions.Logging.Console;
using Synter.Infrastructure.Observability;
using Synter.Infrastructure.Settings;

namespace Synter.Web;

/// <summary>Lines for a person in Development, JSON with the trace id for a collector in Production.</summary>
internal static class LoggingSetup
{
    public static void AddSynterLogging(this ILoggingBuilder logging, SynterSettings settings, IHostEnvironment environment)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(settings.LogLevel);
        if (environment.IsDevelopment()) logging.AddPlainConsole();
        else logging.AddJsonConsole(json => json.IncludeScopes = true);
        logging.AddRedaction();

        // The frameworks' own chatter helps nobody below a warning, unless somebody asks for all of it.
        if (settings.LogLevel < LogLevel.Information) return;
        foreach (var category in new[] { "Microsoft", "Quartz", "Npgsql", "System.Net.Http" })
            logging.AddFilter(category, settings.LogLevel > LogLevel.Warning ? settings.LogLevel : LogLevel.Warning);
        // What it warns of, keys kept in clear, is so by design: they protect form tokens and nothing else.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
    }

    public static void AddPlainConsole(this ILoggingBuilder logging) =>
        logging.AddConsole(console => console.FormatterName = PlainLog.FormatterName).AddConsoleFormatter<PlainLog, ConsoleFormatterOptions>();
}
