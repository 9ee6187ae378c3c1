using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Settings;
using Synter.Infrastructure.Vault;
using Synter.Tests.Support;

namespace Synter.Tests.Database.Vault;

/// <summary>Each has a database that no other test's keys have touched.</summary>
public sealed class RotationTests : IAsyncLifetime
{
    private readonly PostgresFixture _postgres = new();
    private readonly string _old = VaultKey.Generate();
    private readonly string _added = VaultKey.Generate();
    private readonly RecordedLogs _logs = new();

    public Task InitializeAsync() => _postgres.InitializeAsync();

    public Task DisposeAsync() => _postgres.DisposeAsync();

    [Fact]
    public async Task Start_WithTheNewKeyFirst_ReWrapsAll_AndTheOldKeyMayGo()
    {
        var before = new TestTrust(_postgres, ring: Ring(_old));
        var actor = await _postgres.NewWorkspaceAsync();
        var stored = await before.Credentials.PutAsync(actor, CredentialStoreTests.Credential("x", null, "the-first-secret"), "", default);
        var revoked = await before.Credentials.PutAsync(actor, CredentialStoreTests.Credential("facebook", null, "the-other-secret"), "", default);
        await before.Credentials.RevokeAsync(actor, revoked.Ref, default);

        await StartAsync(Ring(_added, _old));
        await StartAsync(Ring(_added));

        var after = new TestTrust(_postgres, ring: Ring(_added));
        Assert.True((await after.Vault.RevealAsync(actor.Workspace, stored.Ref, default))!.Use("access_token", t => t == "the-first-secret"));
        Assert.Equal(new ChainReport(3, null), await after.Queries.VerifyAsync(actor, default));
    }

    [Fact]
    public async Task Start_WithoutTheKeyThatSignsTheAudit_IsRefusedInOneSentence()
    {
        await StartAsync(Ring(_old));

        var refused = await Assert.ThrowsAsync<StartupException>(() => StartAsync(Ring(_added)));

        Assert.Contains($"{VaultKey.TryParse(_old)!.Id} is missing", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_WithAKeyMissing_IsDegraded_AndSaysWhich()
    {
        await StartAsync(Ring(_added));
        var actor = await _postgres.NewWorkspaceAsync();
        // A node that still seals with the old key.
        await new TestTrust(_postgres, ring: Ring(_old, _added)).Credentials.PutAsync(
            actor, CredentialStoreTests.Credential("x", null, "the-first-secret"), "", default);

        var degraded = await CheckAsync(Ring(_added));

        Assert.Equal(HealthStatus.Degraded, degraded.Status);
        Assert.Contains("1 credential(s) cannot be opened", degraded.Description, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(Ring(_added, _old))).Status);
        var failed = await CheckAsync(Ring(_old));
        Assert.Equal(HealthStatus.Unhealthy, failed.Status);

        // Anybody may ask for the answer; only the log says which key is missing and where it belongs.
        Assert.All([degraded, failed], answer => Assert.DoesNotContain("the test", answer.Description, StringComparison.Ordinal));
        Assert.All([degraded, failed], answer => Assert.DoesNotContain(VaultKey.TryParse(_old)!.Id, answer.Description, StringComparison.Ordinal));
        Assert.Contains(_logs.Lines, line => line.Text.Contains(VaultKey.TryParse(_old)!.Id, StringComparison.Ordinal) && line.Text.Contains("the test", StringComparison.Ordinal));
    }

    private static KeyRing Ring(params string[] keys) => KeyRing.Parse(string.Join(',', keys), "the test");

    private Task<HealthCheckResult> CheckAsync(KeyRing ring) =>
        new VaultHealthCheck(_postgres.Database, ring, new TestTrust(_postgres, ring: ring).Keys, new Logger<VaultHealthCheck>(new LoggerFactory([_logs]))).CheckHealthAsync(new HealthCheckContext());

    private Task StartAsync(KeyRing ring)
    {
        var trust = new TestTrust(_postgres, ring: ring);
        return new VaultSeed(_postgres.Database, trust.Sealer, ring, trust.Keys, NullLogger<VaultSeed>.Instance).SeedAsync(default);
    }
}
