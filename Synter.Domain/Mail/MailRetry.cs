namespace Synter.Domain.Mail;

/// <summary>When a mail that could not be handed over is tried again.</summary>
public static class MailRetry
{
    private static readonly TimeSpan[] s_waits =
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(6), TimeSpan.FromHours(12),
    ];

    /// <summary>How long to wait after this many tries; null when it is given up.</summary>
    public static TimeSpan? After(int tries) => tries >= 1 && tries <= s_waits.Length ? s_waits[tries - 1] : null;
}
