namespace Synter.Infrastructure.Database;

/// <summary>
/// Puts what must be there into a database, each time Synter starts and never twice. Seeds run one after another under
/// the start-up lock, by their order: the vault at 10, workspaces and people at 20, the catalogue at 100.
/// </summary>
public interface ISeed
{
    int Order { get; }

    Task SeedAsync(CancellationToken cancellationToken);
}
