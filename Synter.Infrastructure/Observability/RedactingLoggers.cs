using System.Collections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Synter.Domain.Vault;

namespace Synter.Infrastructure.Observability;

/// <summary>
/// Masks secrets in every log line, whatever logger it goes to. A second line of defence: the types that hold secrets give none out,
/// but an address with a key in it, or a library's exception, may. Scopes are not looked into.
/// </summary>
public static class RedactingLoggers
{
    /// <summary>Wraps every provider that is there. Call it last.</summary>
    public static ILoggingBuilder AddRedaction(this ILoggingBuilder logging)
    {
        for (var i = 0; i < logging.Services.Count; i++)
        {
            if (logging.Services[i] is { ServiceType: var type, IsKeyedService: false } inner && type == typeof(ILoggerProvider))
            {
                logging.Services[i] = ServiceDescriptor.Singleton<ILoggerProvider>(services => new Provider(Make(inner, services)));
            }
        }

        return logging;
    }

    private static ILoggerProvider Make(ServiceDescriptor inner, IServiceProvider services) => (ILoggerProvider)(
        inner.ImplementationInstance
        ?? inner.ImplementationFactory?.Invoke(services)
        ?? ActivatorUtilities.CreateInstance(services, inner.ImplementationType!));

    private sealed class Provider(ILoggerProvider inner) : ILoggerProvider, ISupportExternalScope
    {
        public ILogger CreateLogger(string categoryName) => new Logger(inner.CreateLogger(categoryName));

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => (inner as ISupportExternalScope)?.SetScopeProvider(scopeProvider);

        public void Dispose() => inner.Dispose();
    }

    private sealed class Logger(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!inner.IsEnabled(logLevel))
            {
                return;
            }

            var message = formatter(state, exception);
            var clean = Redaction.Redact(message);
            var cleanException = Clean(exception);
            if (ReferenceEquals(clean, message) && ReferenceEquals(cleanException, exception) && !HoldsSecret(state))
            {
                inner.Log(logLevel, eventId, state, exception, formatter);
            }
            else
            {
                inner.Log(logLevel, eventId, new CleanState(clean, state), cleanException, static (s, _) => s.ToString());
            }
        }

        private static bool HoldsSecret<TState>(TState state) =>
            state is IEnumerable<KeyValuePair<string, object?>> values && values.Any(v => v.Value?.ToString() is { } text && Redaction.Redact(text) != text);

        private static Exception? Clean(Exception? exception) => exception?.ToString() is { } text && Redaction.Redact(text) is var clean && clean != text
            ? new CleanException(exception.Message, clean)
            : exception;
    }

    /// <summary>The message and its values, masked.</summary>
    private sealed class CleanState(string message, object? state) : IReadOnlyList<KeyValuePair<string, object?>>
    {
        private readonly List<KeyValuePair<string, object?>> _values = state is IEnumerable<KeyValuePair<string, object?>> values
            ? [.. values.Select(v => KeyValuePair.Create(v.Key, v.Value?.ToString() is { } text && Redaction.Redact(text) is var clean && clean != text ? clean : v.Value))]
            : [];

        public int Count => _values.Count;

        public KeyValuePair<string, object?> this[int index] => _values[index];

        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _values.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public override string ToString() => message;
    }

    /// <summary>What a logger writes of an exception, masked; the exception itself goes no further.</summary>
    private sealed class CleanException(string message, string text) : Exception(Redaction.Redact(message))
    {
        public override string ToString() => text;
    }
}
