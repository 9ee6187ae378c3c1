using Microsoft.Extensions.Logging;
using Synter.Infrastructure.Accounts.Outside;
using Synter.Infrastructure.CStore;
using Synter.Infrastructure.Inference;
using Synter.Infrastructure.Mail;

namespace Synter.Infrastructure.Settings;

/// <summary>All that an operator may set, read and checked once at the start. <see cref="SettingsReader"/> knows the names.</summary>
public sealed record SynterSettings
{
    /// <summary>Development by default; the Docker image is Production.</summary>
    public required bool IsDevelopment { get; init; }

    /// <summary>Where Synter listens.</summary>
    public required IReadOnlyList<string> Urls { get; init; }

    /// <summary>Where files are kept: the embedded database, the vault's key file.</summary>
    public required string DataFolder { get; init; }

    /// <summary>An outside PostgreSQL, or null for one of our own.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Sites whose scripts may call the API from a browser; none by default.</summary>
    public IReadOnlyList<string> CorsOrigins { get; init; } = [];

    public required string AdminEmail { get; init; }

    /// <summary>Null: one is generated and printed once.</summary>
    public string? AdminPassword { get; init; }

    /// <summary>Two viewers and an analyst beside the first admin, to try the roles with.</summary>
    public bool HasSamplePeople { get; init; }

    /// <summary>Whether the start may change the database's schema.</summary>
    public required bool MayMigrate { get; init; }

    public required LogLevel LogLevel { get; init; }

    /// <summary>Nothing is sent to any provider, whoever approved it.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Earlier versions needed Redis. It is accepted and unused.</summary>
    public bool NamesRedis { get; init; }

    /// <summary>How long an approval holds.</summary>
    public required TimeSpan ApprovalLifetime { get; init; }

    /// <summary>Simulated providers in place of the real ones.</summary>
    public required bool HasSandbox { get; init; }

    /// <summary>Who writes records and drafts, and what it costs.</summary>
    public InferenceSettings Inference { get; init; } = InferenceSettings.Offline;

    /// <summary>Ratio1's CStore; null where nothing uses it.</summary>
    public CStoreSettings? CStore { get; init; }

    /// <summary>Ratio1's R1FS is named. It is accepted and unused.</summary>
    public bool NamesR1Fs { get; init; }

    /// <summary>How people reach Synter from outside, for the links in mails. Null: where it listens.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>The name that passkeys are made for. Null: the name in the browser's address.</summary>
    public string? PasskeyDomain { get; init; }

    /// <summary>Where leaked passwords are looked up; null: nowhere.</summary>
    public Uri? BreachedPasswords { get; init; }

    /// <summary>The mail server, or null: then mail stays in the outbox.</summary>
    public MailSettings? Mail { get; init; }

    /// <summary>Who else may say who somebody is.</summary>
    public IReadOnlyList<OutsideProvider> OutsideProviders { get; init; } = [];

    /// <summary>Whether the sandbox may play such a provider, before which anybody is whoever they say.</summary>
    public bool HasPracticeSignIn { get; init; }

    /// <summary>How much memory and how many passes one password costs.</summary>
    public required PasswordCost PasswordCost { get; init; }
}

/// <summary>Argon2id's price. The default is what OWASP advises.</summary>
public sealed record PasswordCost(int MemoryMiB = 19, int Passes = 2);
