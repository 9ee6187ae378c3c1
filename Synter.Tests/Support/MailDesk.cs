using System.Net.Mail;
using Microsoft.Extensions.Logging;
using Synter.Domain.Kernel;
using Synter.Domain.Mail;
using Synter.Infrastructure.Mail;
using Synter.Infrastructure.Vault;
using Synter.Tests.Database;

namespace Synter.Tests.Support;

/// <summary>The outbox over a test's database, and as many senders as a test wants.</summary>
public sealed class MailDesk : IDisposable
{
    private readonly PostgresFixture _postgres;
    private readonly LoggerFactory _logs = new();

    public MailDesk(PostgresFixture postgres, MailServer? server, TimeProvider? clock = null)
        : this(postgres, server is null ? null : new MailSettings("127.0.0.1", server.Port, null, null, new MailAddress("synter@example.com", "Synter"), StartTls: false), clock)
    {
    }

    public MailDesk(PostgresFixture postgres, MailSettings? settings, TimeProvider? clock = null, VaultMailSignIn? vault = null)
    {
        _postgres = postgres;
        Clock = clock ?? TimeProvider.System;
        _logs.AddProvider(Logs);
        var ring = KeyRing.Parse(Convert.ToBase64String(new byte[32]), "test");
        Outbox = new MailOutbox(new SealedTexts(new SealedKeys(postgres.Database, new Sealer(ring), Clock)), Clock);
        Transport = new SmtpTransport(settings, vault);
        List = new MailList(postgres.Database, Outbox, Transport);
    }

    public TimeProvider Clock { get; }

    public RecordedLogs Logs { get; } = new();

    public MailOutbox Outbox { get; }

    public IMailTransport Transport { get; }

    public MailList List { get; }

    public SendMail Sender(IMailTransport? transport = null) =>
        new(new MailQueue(_postgres.Database, Clock), Outbox, transport ?? Transport, _logs.CreateLogger<SendMail>());

    public static MailDraft Link(string to, DateTimeOffset? expiresAt = null) =>
        new(MailKind.MagicLink, to, new Dictionary<string, string> { ["link"] = $"https://synter.example/auth/magic?token={to}" }, expiresAt);

    public async Task WriteAsync(MailDraft draft, bool commit = true)
    {
        await using var context = _postgres.Database.Context(new Scope.System("test"));
        await using var transaction = await context.Database.BeginTransactionAsync();
        await Outbox.AddAsync(context, draft, default);
        await context.SaveChangesAsync();
        if (commit) await transaction.CommitAsync();
    }

    public async Task<MailLine> LineAsync(string to) => (await List.NewestAsync(default)).Single(line => line.To == to);

    public void Dispose()
    {
        _logs.Dispose();
        Logs.Dispose();
    }
}
