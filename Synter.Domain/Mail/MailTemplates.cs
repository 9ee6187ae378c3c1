using System.Collections.Concurrent;

namespace Synter.Domain.Mail;

/// <summary>The templates that come with Synter, one for each occasion.</summary>
public static class MailTemplates
{
    private static readonly ConcurrentDictionary<MailKind, MailTemplate> s_read = new();

    public static MailTemplate Of(MailKind kind) => s_read.GetOrAdd(kind, Read);

    private static MailTemplate Read(MailKind kind)
    {
        using var stream = typeof(MailTemplates).Assembly.GetManifestResourceStream($"{kind}.mail.md")
            ?? throw new InvalidOperationException($"There is no template for {kind}.");
        using var reader = new StreamReader(stream);
        return MailTemplate.Parse(reader.ReadToEnd());
    }
}
