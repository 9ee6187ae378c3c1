using Microsoft.Extensions.Logging;

namespace Synter.Infrastructure.Vault;

internal static partial class LogMessages
{
    [LoggerMessage(LogLevel.Error, "The audit's key cannot be opened")]
    public static partial void VaultFailed(this ILogger log, Exception exception);

    [LoggerMessage(LogLevel.Warning, "Some credentials cannot be opened")]
    public static partial void VaultDegraded(this ILogger log, Exception exception);
}
