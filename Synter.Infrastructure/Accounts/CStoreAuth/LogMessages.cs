using Microsoft.Extensions.Logging;

namespace Synter.Infrastructure.Accounts.CStoreAuth;

internal static partial class LogMessages
{
    [LoggerMessage(LogLevel.Warning, "The people in CStore cannot be asked: {Reason}")]
    public static partial void CStoreAway(this ILogger log, string reason);

    [LoggerMessage(LogLevel.Warning, "{Hash} holds no admin yet: set R1EN_CSTORE_AUTH_BOOTSTRAP_ADMIN_PWD to have one made")]
    public static partial void NoAdmin(this ILogger log, string hash);

    [LoggerMessage(LogLevel.Information, "{Hash} has an admin now, with the password of R1EN_CSTORE_AUTH_BOOTSTRAP_ADMIN_PWD")]
    public static partial void AdminMade(this ILogger log, string hash);
}
