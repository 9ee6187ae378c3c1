using System.Net;
using System.Net.Mail;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Synter.Domain.Kernel;
using Synter.Domain.Mail;
using Synter.Domain.Vault;
using Synter.Infrastructure.Mail;
using Synter.Tests.Support;
using Synter.Tests.Support.Node;

namespace Synter.Tests.Database.Mail;

/// <summary>Mail to an SMTP server that is not ours: encrypted, signed in, and whatever may go wrong on the way.</summary>
public sealed class SmtpTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string User = "synter";
    private const string Password = "a password for mail";

    private static readonly (string Key, string Certificate) s_trusted = Trust(Certificate());

    private readonly ManualClock _clock = new();

    [Fact]
    public async Task StartTls_AndSignIn_AreDone()
    {
        await using var server = await ServerAsync(s_trusted);
        using var desk = new MailDesk(postgres, server.Settings, _clock);
        var to = await WriteAsync(desk);

        await desk.Sender().ExecuteAsync(default);

        var got = Assert.Single(await server.MailsAsync());
        Assert.Equal((true, User), (got["secure"]!.GetValue<bool>(), got["user"]!.GetValue<string>()));
        Assert.Contains(to, got["mail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(MailState.Sent, (await desk.LineAsync(to)).State);
    }

    [Fact]
    public async Task SignIn_FromTheVault_IsDone_AndANewPasswordHoldsAtOnce()
    {
        await using var server = await ServerAsync(s_trusted);
        var admin = await postgres.NewWorkspaceAsync();
        var trust = new TestTrust(postgres);
        var stored = await StoreAsync(trust, admin, "an old password");
        var settings = server.Settings with { User = null, Password = null, Credential = stored };
        using var desk = new MailDesk(postgres, settings, _clock, new VaultMailSignIn(postgres.Database, trust.Vault));
        var to = await WriteAsync(desk);
        await desk.Sender().ExecuteAsync(default);
        var before = await desk.LineAsync(to);

        await StoreAsync(trust, admin, Password);
        _clock.Advance(TimeSpan.FromHours(1));
        await desk.Sender().ExecuteAsync(default);

        Assert.Equal(MailState.Retrying, before.State);
        Assert.Equal(User, Assert.Single(await server.MailsAsync())["user"]!.GetValue<string>());
    }

    [Fact]
    public async Task ServerWithoutStartTls_GetsNothing()
    {
        await using var server = await ServerAsync(s_trusted, noTls: true);
        await AssertRetriedAsync(server, server.Settings, "secure");
    }

    [Fact]
    public async Task CertificateOfAnother_GetsNothing()
    {
        await using var server = await ServerAsync(Certificate());
        await AssertRetriedAsync(server, server.Settings, "certificate");
    }

    [Fact]
    public async Task WrongPassword_SendsNothing_AndLosesNothing()
    {
        await using var server = await ServerAsync(s_trusted);
        await AssertRetriedAsync(server, server.Settings with { Password = "another" }, "");
    }

    [Theory]
    [InlineData("drop")]
    [InlineData("451")]
    public async Task FailureInItsMiddle_IsTriedAgain_AndTakenOnce(string failure)
    {
        await using var server = await ServerAsync(s_trusted, answers: [failure, failure]);
        using var desk = new MailDesk(postgres, server.Settings, _clock);
        var to = await WriteAsync(desk);
        for (var i = 0; i < 4; i++)
        {
            await desk.Sender().ExecuteAsync(default);
            _clock.Advance(TimeSpan.FromHours(1));
        }

        var line = await desk.LineAsync(to);
        Assert.Equal((MailState.Sent, 3), (line.State, line.Tries));
        var mails = await server.MailsAsync();
        Assert.Equal(failure == "drop" ? ["take"] : [failure, failure, "take"], mails.Select(mail => mail["answer"]!.GetValue<string>()));
        Assert.All(mails, mail => Assert.Contains($"<{line.Id}@example.com>", mail["mail"]!.GetValue<string>(), StringComparison.Ordinal));
    }

    private static async Task<CredentialRef> StoreAsync(TestTrust trust, Actor admin, string password) => (await trust.Credentials.PutAsync(
        admin, new NewCredential(CredentialKind.Platform, VaultMailSignIn.Provider, null, new Secret(new Dictionary<string, string> { [VaultMailSignIn.User] = User, [VaultMailSignIn.Password] = password })), "", default)).Ref;

    /// <summary>The one mail there is: what other tests left would go to this one's server.</summary>
    private async Task<string> WriteAsync(MailDesk desk)
    {
        await using (var forget = postgres.Source.CreateCommand("DELETE FROM mail_outbox")) await forget.ExecuteNonQueryAsync();
        var to = Mailbox.NewAddress();
        await desk.WriteAsync(MailDesk.Link(to, desk.Clock.GetUtcNow() + TimeSpan.FromDays(1)));
        return to;
    }

    private async Task AssertRetriedAsync(Server server, MailSettings settings, string problem)
    {
        using var desk = new MailDesk(postgres, settings, _clock);
        var to = await WriteAsync(desk);

        await desk.Sender().ExecuteAsync(default);

        var line = await desk.LineAsync(to);
        Assert.Equal(MailState.Retrying, line.State);
        Assert.Contains(problem, line.Problem, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(settings.Password!, line.Problem, StringComparison.Ordinal);
        Assert.Empty(await server.MailsAsync());
    }

    private static (string Key, string Certificate) Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return (key.ExportPkcs8PrivateKeyPem(), certificate.ExportCertificatePem());
    }

    /// <summary>As an operator would by installing it on the machine: this one, and no other.</summary>
    private static (string Key, string Certificate) Trust((string Key, string Certificate) made)
    {
        var trusted = X509Certificate2.CreateFromPem(made.Certificate).Thumbprint;
#pragma warning disable SYSLIB0014 // The client for mail knows no other place.
        ServicePointManager.ServerCertificateValidationCallback = (_, certificate, _, errors) => errors == SslPolicyErrors.None || (certificate as X509Certificate2)?.Thumbprint == trusted;
#pragma warning restore SYSLIB0014
        return made;
    }

    private static async Task<Server> ServerAsync((string Key, string Certificate) certificate, bool noTls = false, string[]? answers = null)
    {
        var program = await NodeProgram.StartAsync("mail-server.mjs");
        await program.WriteLineAsync(JsonSerializer.Serialize(new { key = certificate.Key, cert = certificate.Certificate, user = User, password = Password, noTls, answers = answers ?? [] }));
        var port = int.Parse(await program.ReadLineAsync(), System.Globalization.CultureInfo.InvariantCulture);
        return new Server(program, new MailSettings("localhost", port, User, Password, new MailAddress("synter@example.com", "Synter"), StartTls: true));
    }

    private sealed record Server(NodeProgram Program, MailSettings Settings) : IAsyncDisposable
    {
        /// <summary>Those it had in full, whatever it answered.</summary>
        public async Task<IReadOnlyList<JsonNode>> MailsAsync()
        {
            await Program.WriteLineAsync("?");
            return [.. JsonNode.Parse(await Program.ReadLineAsync())!.AsArray().Select(mail => mail!)];
        }

        public ValueTask DisposeAsync() => Program.DisposeAsync();
    }
}
