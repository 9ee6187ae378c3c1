using System.Text.Json;
using Synter.Domain.Kernel;
using Synter.Domain.Mail;
using Synter.Infrastructure.Database;
using Synter.Infrastructure.Vault;

namespace Synter.Infrastructure.Mail;

/// <summary>
/// Where mails wait. A mail is a row written by the transaction that gives rise to it: either both happen or neither, and a crash
/// before it is sent loses nothing.
/// </summary>
public sealed class MailOutbox(SealedTexts texts, TimeProvider clock)
{
    internal const string Purpose = "mail";

    /// <summary>How long a mail without a link that dies is worth sending.</summary>
    private static readonly TimeSpan OldNews = TimeSpan.FromDays(3);

    /// <summary>Adds it to what the context saves. Who signs in by name alone has no address, and gets none.</summary>
    public async Task AddAsync(SynterDbContext context, MailDraft draft, CancellationToken cancellationToken)
    {
        if (!draft.To.Contains('@', StringComparison.Ordinal)) return;
        // Filled once now, so that a forgotten value shows where it was forgotten and not in a job later on.
        _ = MailTemplates.Of(draft.Kind).Fill(draft.Values);
        var now = clock.Now();
        var row = new MailRow
        {
            Id = StrongId.New<MailId>(clock),
            Kind = draft.Kind,
            Recipient = draft.To,
            CreatedAt = now,
            DueAt = now,
            ExpiresAt = draft.ExpiresAt ?? now + OldNews,
        };
        row.Sealed = await texts.SealAsync(Purpose, row.Bound, JsonSerializer.Serialize(draft.Values), cancellationToken);
        context.Add(row);
    }

    internal async Task<MailText> ReadAsync(MailRow row, CancellationToken cancellationToken)
    {
        var values = await texts.OpenAsync(Purpose, row.Bound, row.Sealed!, cancellationToken);
        return MailTemplates.Of(row.Kind).Fill(JsonSerializer.Deserialize<Dictionary<string, string>>(values)!);
    }
}
