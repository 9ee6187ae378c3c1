using Microsoft.Extensions.Logging;

namespace Synter.Infrastructure.Sandbox;

internal static partial class LogMessages
{
    [LoggerMessage(LogLevel.Information, "The sandbox plays the providers at {Url}.")]
    public static partial void Listening(this ILogger log, Uri url);
}
