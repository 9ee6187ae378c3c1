namespace Synter.Infrastructure.Settings;

/// <summary>
/// Synter cannot start as it is configured. The message is one sentence for the operator: which setting, and what
/// mends it. The entry point prints it alone, without a stack trace, and exits with a code that is not 0.
/// </summary>
public sealed class StartupException(string sentence, Exception? cause = null) : Exception(sentence, cause);
