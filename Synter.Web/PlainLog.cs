using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Synter.Domain.Kernel;

namespace Synter.Web;

/// <summary>One line an entry, for a person at a terminal: time, level, message; and for a failure all there is to know.</summary>
internal sealed class PlainLog() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "plain";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var time = TimeProvider.System.Now().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        textWriter.WriteLine($"{time} {Level(logEntry.LogLevel)} {logEntry.Formatter(logEntry.State, logEntry.Exception)}");
        if (logEntry.Exception is not null) textWriter.WriteLine($"{logEntry.Category}: {logEntry.Exception}");
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info ",
        LogLevel.Warning => "warn ",
        LogLevel.Error => "error",
        LogLevel.Critical => "fatal",
        LogLevel.None => "",
    };
}
