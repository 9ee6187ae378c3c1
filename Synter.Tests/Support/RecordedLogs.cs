using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Synter.Tests.Support;

/// <param name="Values">Read at once: some of the framework's live only as long as their request.</param>
public sealed record RecordedLine(string Message, IReadOnlyList<KeyValuePair<string, object?>> Values, Exception? Exception)
{
    public string Text { get; } = $"{Message} {string.Join(' ', Values.Select(v => v.Value))} {Exception}";
}

/// <summary>Keeps every log line, whatever its level.</summary>
public sealed class RecordedLogs : ILoggerProvider
{
    private readonly ConcurrentQueue<RecordedLine> _lines = [];

    public IReadOnlyCollection<RecordedLine> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Logger(_lines);

    public void Dispose()
    {
    }

    private sealed class Logger(ConcurrentQueue<RecordedLine> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(new RecordedLine(formatter(state, exception), state is IEnumerable<KeyValuePair<string, object?>> values ? [.. values] : [], exception));
    }
}
