using Microsoft.Extensions.Logging;
using Synter.Domain.DataGen;

namespace Synter.Infrastructure.DataGen.Mirror;

internal static partial class LogMessages
{
    [LoggerMessage(LogLevel.Warning, "CStore does not follow; datasets go on and are mirrored later: {Reason}")]
    public static partial void CStoreAway(this ILogger log, string reason);

    [LoggerMessage(LogLevel.Information, "CStore follows again")]
    public static partial void CStoreBack(this ILogger log);

    [LoggerMessage(LogLevel.Error, "{Dataset} could not be mirrored and will be tried again")]
    public static partial void NotMirrored(this ILogger log, DatasetId dataset, Exception exception);

    [LoggerMessage(LogLevel.Error, "What is to be mirrored could not be looked for")]
    public static partial void MirrorFailed(this ILogger log, Exception exception);
}
