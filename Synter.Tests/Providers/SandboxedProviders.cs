using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Domain.Sandbox;
using Synter.Domain.Vault;
using Synter.Infrastructure.Providers;
using Synter.Infrastructure.Sandbox;
using Synter.Tests.Database;
using Synter.Tests.Support;

namespace Synter.Tests.Providers;

/// <summary>The real provider clients, speaking to the sandbox over real sockets: one database for all tests of a class.</summary>
public sealed class SandboxedProviders : IAsyncLifetime
{
    public const string Token = "EAAtestToken1234567890";

    private readonly PostgresFixture _postgres = new();
    private readonly KnownSecrets _vault = new();
    private ServiceProvider? _services;

    public ISandboxState State => _services!.GetRequiredService<ISandboxState>();

    public Uri Url { get; private set; } = null!;

    public static WorkspaceId Workspace { get; } = StrongId.New<WorkspaceId>(TimeProvider.System);

    public IEffectWriter Writer(string provider) => _services!.GetServices<IEffectWriter>().Single(w => w.Provider == provider);

    public ICredentialProbe Probe(string provider) => _services!.GetServices<ICredentialProbe>().Single(p => p.Provider == provider);

    public async Task InitializeAsync()
    {
        await _postgres.InitializeAsync();
        _services = Build(_postgres);
        Url = await StartSandboxAsync(_services);
    }

    public async Task DisposeAsync()
    {
        await _services!.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    /// <summary>A second process's sandbox on the same database.</summary>
    public async Task<(Uri Url, IAsyncDisposable Process)> StartAnotherAsync()
    {
        var services = Build(_postgres);
        return (await StartSandboxAsync(services), services);
    }

    public Task FailAsync(string provider, FaultMode mode, int? status = null, int? delayMs = null, int? retryAfterS = null, int? times = null) =>
        State.PutFaultAsync(SandboxFault.Create(provider, mode, status, delayMs, retryAfterS, times).Value, default);

    public async Task<IReadOnlyList<SandboxRequest>> RequestsAsync(ApprovedEffect effect) =>
        [.. (await State.RequestsAsync(effect.Provider, null, newestFirst: false, new PageRequest(200, null), default)).Items.Where(r => r.EffectId == effect.Id.ToString())];

    /// <summary>Runs the sandbox's retention as of another day.</summary>
    public Task<long> SweepAsync(DateTimeOffset now) => new SandboxRetention(_postgres.Database, new ManualClock(now)).SweepAsync(default);

    /// <summary>An approved post with an account and a text of its own, so that tests do not meet.</summary>
    public async Task<ApprovedEffect> PostAsync(string provider, string? text = null, string? link = null, Dictionary<string, string>? secret = null, string account = "Sunrise Dental")
    {
        var unique = Guid.CreateVersion7().ToString("N");
        var credential = _vault.Keep(secret ?? new Dictionary<string, string> { ["access_token"] = Token + unique });
        var after = new JsonObject { ["v"] = 1, ["text"] = text ?? $"Two minutes, twice a day. {unique}" };
        if (link is not null) after["link"] = link;
        return await ApprovedEffects.MakeAsync(
            Workspace, new ContentEffect("post", provider, account, credential, [], null, after, null, null, $"post:{unique}", null));
    }

    /// <summary>The same wish under another effect: what a resend by hand would be.</summary>
    public static Task<ApprovedEffect> AgainAsync(ApprovedEffect effect) => ApprovedEffects.MakeAsync(
        Workspace, new ContentEffect(effect.Kind, effect.Provider, effect.Account, effect.Credential, [], null, (JsonObject)effect.After.DeepClone(), null, null, effect.IdempotencyKey, null));

    private ServiceProvider Build(PostgresFixture postgres) => new ServiceCollection()
        .AddLogging()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([
            // Shorter than a slow answer, so that waiting for it is waiting for this.
            new("Providers:Facebook:Timeout", "00:00:02"), new("Providers:X:Timeout", "00:00:02"),
        ]).Build())
        .AddSingleton(TimeProvider.System)
        .AddSingleton(postgres.Database)
        .AddSingleton<IVault>(_vault)
        .AddSocialProviders()
        .AddSandbox()
        .AddSingleton(new SandboxSwitch(IsOn: true))
        .BuildServiceProvider();

    private static async Task<Uri> StartSandboxAsync(ServiceProvider services)
    {
        var server = services.GetServices<IHostedService>().OfType<IHostedLifecycleService>().Single();
        await server.StartingAsync(default);
        return new Uri(services.GetRequiredService<IProviderStandIn>().For("x")!, "../");
    }

    private sealed class KnownSecrets : IVault
    {
        private readonly System.Collections.Concurrent.ConcurrentDictionary<CredentialRef, Secret> _secrets = [];

        public CredentialRef Keep(Dictionary<string, string> fields)
        {
            var credential = StrongId.New<CredentialRef>(TimeProvider.System);
            _secrets[credential] = new Secret(fields);
            return credential;
        }

        public Task<Secret?> RevealAsync(WorkspaceId workspace, CredentialRef credential, CancellationToken cancellationToken) =>
            Task.FromResult(_secrets.GetValueOrDefault(credential));
    }
}
