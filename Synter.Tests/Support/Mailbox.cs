using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Mail;

namespace Synter.Tests.Support;

/// <summary>What Synter wrote to people, read from the outbox as on a fresh machine.</summary>
public static partial class Mailbox
{
    public static async Task<IReadOnlyList<MailLine>> MailToAsync(this RunningSynter synter, string to) =>
        [.. (await synter.Services.GetRequiredService<IMailQueries>().NewestAsync(default)).Where(mail => mail.To == to)];

    /// <summary>The link in the newest mail of a kind.</summary>
    public static async Task<Uri> LinkToAsync(this RunningSynter synter, string to, MailKind kind) =>
        new(LinkPattern().Match((await synter.MailToAsync(to)).First(mail => mail.Kind == kind).Text!.Plain).Value);

    public static async Task<string> TokenToAsync(this RunningSynter synter, string to, MailKind kind) =>
        (await synter.LinkToAsync(to, kind)).Query["?token=".Length..];

    public static string NewAddress() => $"p{Guid.CreateVersion7():N}@example.com";

    [GeneratedRegex(@"https?://\S+token=\S+")]
    private static partial Regex LinkPattern();
}
