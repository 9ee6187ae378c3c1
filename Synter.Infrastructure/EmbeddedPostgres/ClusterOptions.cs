namespace Synter.Infrastructure.EmbeddedPostgres;

/// <summary>Where a private cluster lives and how it runs.</summary>
public sealed record ClusterOptions
{
    /// <summary>The folder the cluster is kept under. It is made when missing.</summary>
    public required string Folder { get; init; }

    /// <summary>
    /// Used instead of <see cref="Folder"/> when the unprivileged account cannot reach that one (a checkout under a
    /// private home directory, started by root). Null refuses to start with a sentence instead.
    /// </summary>
    public string? FallbackFolder { get; init; }

    /// <summary>Accounts that root may drop to, the first that exists. PostgreSQL refuses to run as root.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = ["postgres", "nobody"];

    /// <summary>Off only in tests, where a lost commit is no loss: nothing waits for the disk.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>How long a start may take, recovery after a crash included.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
