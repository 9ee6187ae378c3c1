using System.Globalization;
using System.Net.Mail;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;
using Synter.Infrastructure.Settings;

namespace Synter.Infrastructure.Mail;

/// <summary>Reads how mail leaves: <c>SYNTER_SMTP_HOST</c> and its companions. Without a host it stays in the outbox.</summary>
public static class MailSettingsReader
{
    public static MailSettings? Read(Func<string, string?> text, Func<string, bool, bool> flag)
    {
        if (text("SYNTER_SMTP_HOST") is not { } host) return null;
        var user = text("SYNTER_SMTP_USER");
        var password = SecretText.Read(text, "SYNTER_SMTP_PASSWORD");
        var startTls = flag("SYNTER_SMTP_STARTTLS", true);
        if (user is not null && password is null) throw new StartupException("SYNTER_SMTP_USER is set without a password: set SYNTER_SMTP_PASSWORD or SYNTER_SMTP_PASSWORD_FILE.");
        var credential = Credential(text("SYNTER_SMTP_CREDENTIAL"));
        if (user is not null && credential is not null) throw new StartupException("SYNTER_SMTP_USER and SYNTER_SMTP_CREDENTIAL are both set: keep one of them.");
        if ((user is not null || credential is not null) && !startTls && host is not ("localhost" or "127.0.0.1"))
            throw new StartupException("SYNTER_SMTP_STARTTLS is off and there is a password to send: leave STARTTLS on.");
        return new MailSettings(host, Port(text("SYNTER_SMTP_PORT") ?? "587"), user, password, From(text("SYNTER_SMTP_FROM")), startTls, credential);
    }

    private static CredentialRef? Credential(string? text) => text is null ? null
        : StrongId.TryParse<CredentialRef>(text, out var credential) ? credential
        : throw new StartupException("SYNTER_SMTP_CREDENTIAL names no stored credential: write it as cred_ and what follows.");

    private static int Port(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535 && port != 465
        ? port
        : throw new StartupException("SYNTER_SMTP_PORT is not a port that mail can leave by: use 587 (STARTTLS); TLS from the first byte (465) is not supported.");

    private static MailAddress From(string? text) => MailAddress.TryCreate(text, out var from)
        ? from
        : throw new StartupException("SYNTER_SMTP_FROM is not an e-mail address: write it as in Synter <synter@example.com>.");
}
