namespace Synter.Web.Live;

internal static partial class LogMessages
{
    [LoggerMessage(Level = LogLevel.Error, Message = "{What} could not be read for a page, correlation {Correlation}")]
    public static partial void PageNotRead(ILogger logger, string what, string correlation, Exception exception);
}
