using Npgsql;
using Synter.Domain.Mail;
using Synter.Infrastructure.Mail;
using Synter.Tests.Support;

namespace Synter.Tests.Database.Mail;

public sealed class MailOutboxTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Written_WithWhatCausedIt_LeavesOnce_InBothParts()
    {
        await using var server = new MailServer();
        using var desk = new MailDesk(postgres, server);
        var to = Address();
        await desk.WriteAsync(MailDesk.Link(to));

        await desk.Sender().ExecuteAsync(default);
        await desk.Sender().ExecuteAsync(default);

        var mail = Assert.Single(server.Received, mail => mail.Contains(to, StringComparison.Ordinal));
        var line = await desk.LineAsync(to);
        Assert.Contains("text/plain", mail, StringComparison.Ordinal);
        Assert.Contains("text/html", mail, StringComparison.Ordinal);
        Assert.Contains($"<{line.Id}@example.com>", mail, StringComparison.Ordinal);
        Assert.Contains("Auto-Submitted: auto-generated", mail, StringComparison.Ordinal);
        Assert.Equal(MailState.Sent, line.State);
    }

    [Fact]
    public async Task Written_AndRolledBack_WasNeverThere()
    {
        await using var server = new MailServer();
        using var desk = new MailDesk(postgres, server);
        var to = Address();

        await desk.WriteAsync(MailDesk.Link(to), commit: false);

        Assert.DoesNotContain(await desk.List.NewestAsync(default), line => line.To == to);
    }

    [Fact]
    public async Task SenderThatCrashed_WhileItHadAMail_LosesNothing()
    {
        await using var server = new MailServer();
        var clock = new ManualClock();
        using var desk = new MailDesk(postgres, server, clock);
        var to = Address();
        await desk.WriteAsync(MailDesk.Link(to, clock.GetUtcNow() + TimeSpan.FromHours(1)));
        await new MailQueue(postgres.Database, clock).ClaimAsync(100, default);

        var atOnce = await desk.Sender().ExecuteAsync(default);
        clock.Advance(TimeSpan.FromMinutes(5));
        var later = await desk.Sender().ExecuteAsync(default);

        Assert.Equal((0, 1), (atOnce, later));
        Assert.Contains(server.Received, mail => mail.Contains(to, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ManySenders_AtOnce_SendEachMailOnce()
    {
        await using var server = new MailServer();
        using var desk = new MailDesk(postgres, server);
        var to = Enumerable.Range(0, 40).Select(_ => Address()).ToList();
        foreach (var address in to) await desk.WriteAsync(MailDesk.Link(address));

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => desk.Sender().ExecuteAsync(default)));

        Assert.All(to, address => Assert.Single(server.Received, mail => mail.Contains($"To: {address}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ServerThatIsBusy_IsTriedAgainLater_WithTheSameId()
    {
        await using var server = new MailServer { ToMail = "451 later" };
        var clock = new ManualClock();
        using var desk = new MailDesk(postgres, server, clock);
        var to = Address();
        await desk.WriteAsync(MailDesk.Link(to, clock.GetUtcNow() + TimeSpan.FromHours(1)));

        await desk.Sender().ExecuteAsync(default);
        var after = await desk.LineAsync(to);
        server.ToMail = "250 kept";
        await desk.Sender().ExecuteAsync(default);
        var tooSoon = await desk.LineAsync(to);
        clock.Advance(MailRetry.After(1)!.Value);
        await desk.Sender().ExecuteAsync(default);

        Assert.Equal(MailState.Retrying, after.State);
        Assert.NotEmpty(after.Problem!);
        Assert.Equal(MailState.Retrying, tooSoon.State);
        Assert.Equal(MailState.Sent, (await desk.LineAsync(to)).State);
        Assert.Equal(2, server.Received.Count(mail => mail.Contains($"<{after.Id}@", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task MailboxThatIsNotThere_IsGivenUpAtOnce()
    {
        await using var server = new MailServer { ToRecipient = "550 no such mailbox" };
        using var desk = new MailDesk(postgres, server);
        var to = Address();
        await desk.WriteAsync(MailDesk.Link(to));

        await desk.Sender().ExecuteAsync(default);

        var line = await desk.LineAsync(to);
        Assert.Equal((MailState.GivenUp, 1), (line.State, line.Tries));
    }

    [Fact]
    public async Task LinkThatDied_IsNotSent_AndForgotten()
    {
        await using var server = new MailServer();
        var clock = new ManualClock();
        using var desk = new MailDesk(postgres, server, clock);
        var to = Address();
        await desk.WriteAsync(MailDesk.Link(to, clock.GetUtcNow() + TimeSpan.FromMinutes(10)));
        clock.Advance(TimeSpan.FromMinutes(10));

        await desk.Sender().ExecuteAsync(default);

        Assert.Empty(server.Received);
        Assert.Equal(MailState.GivenUp, (await desk.LineAsync(to)).State);
        Assert.Equal(0L, await CountAsync("sealed IS NOT NULL AND recipient = $1", to));
    }

    [Fact]
    public async Task LinkInAMail_StandsNowhereInClear()
    {
        await using var server = new MailServer { ToMail = "451 later" };
        using var desk = new MailDesk(postgres, server);
        var to = Address();
        await desk.WriteAsync(MailDesk.Link(to));

        await desk.Sender().ExecuteAsync(default);

        Assert.Equal(0L, await CountAsync("mail_outbox::text LIKE '%auth/magic%' OR encode(sealed, 'escape') LIKE '%auth/magic%' OR recipient IS NULL AND recipient = $1", to));
        Assert.DoesNotContain(desk.Logs.Lines, line => line.Text.Contains("auth/magic", StringComparison.Ordinal));
        Assert.Null((await desk.LineAsync(to)).Text);
    }

    [Fact]
    public async Task WithoutAServer_MailIsKeptToBeRead()
    {
        using var desk = new MailDesk(postgres, settings: null);
        var to = Address();
        await desk.WriteAsync(MailDesk.Link(to));

        var sent = await desk.Sender().ExecuteAsync(default);

        var line = await desk.LineAsync(to);
        Assert.Equal((0, MailState.Kept), (sent, line.State));
        Assert.Contains($"https://synter.example/auth/magic?token={to}", line.Text!.Plain, StringComparison.Ordinal);
    }

    private static string Address() => $"m{Guid.CreateVersion7():N}@example.com";

    private async Task<long> CountAsync(string where, string to)
    {
        await using var command = postgres.Source.CreateCommand($"SELECT count(*) FROM mail_outbox WHERE {where}");
        command.Parameters.Add(new NpgsqlParameter { Value = to });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
