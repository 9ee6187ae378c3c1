namespace Synter.Infrastructure.Settings;

/// <summary>A secret that stands in the environment or, better, in a file that the environment names.</summary>
internal static class SecretText
{
    /// <param name="name">As in <c>SYNTER_SMTP_PASSWORD</c>; the file's is the same with <c>_FILE</c>.</param>
    public static string? Read(Func<string, string?> text, string name)
    {
        if (text(name) is { } secret) return secret;
        if (text($"{name}_FILE") is not { } file) return null;
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"{name}_FILE cannot be read: name a file that Synter may read.", unreadable);
        }
    }
}
