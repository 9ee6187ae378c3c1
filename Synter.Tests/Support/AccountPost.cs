using Microsoft.EntityFrameworkCore;
using Synter.Domain.Kernel;
using Synter.Domain.Mail;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Database;
using Synter.Infrastructure.Mail;
using Synter.Infrastructure.Settings;
using Synter.Infrastructure.Vault;

namespace Synter.Tests.Support;

/// <summary>What use cases write mails about accounts with, over a test's database; and what came of it.</summary>
public sealed class AccountPost
{
    private readonly SynterDatabase _database;
    private readonly MailList _list;

    public AccountPost(SynterDatabase database, TestTrust trust, TimeProvider clock)
    {
        _database = database;
        Outbox = new MailOutbox(new SealedTexts(trust.Keys), clock);
        Mails = new AccountMail(new PublicAddress(new SynterSettings
        {
            IsDevelopment = true, Urls = ["http://127.0.0.1:5080"], DataFolder = "", AdminEmail = "", MayMigrate = false, LogLevel = default,
            ApprovalLifetime = default, HasSandbox = false, PasswordCost = new(),
        }));
        _list = new MailList(database, Outbox, new SmtpTransport(null));
    }

    public MailOutbox Outbox { get; }

    public AccountMail Mails { get; }

    /// <summary>The mails to somebody, as «kind: plain text», the oldest first.</summary>
    public async Task<IReadOnlyList<MailLine>> ToAsync(string email) =>
        [.. (await _list.NewestAsync(default)).Where(mail => mail.To.Equals(email, StringComparison.OrdinalIgnoreCase)).Reverse()];
}
