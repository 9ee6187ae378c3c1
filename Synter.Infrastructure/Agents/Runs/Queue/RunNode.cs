namespace Synter.Infrastructure.Agents.Runs.Queue;

/// <summary>This process among those that share the database: the owner of its leases, the sender of its live messages.</summary>
internal sealed class RunNode(TimeProvider clock)
{
    public Guid Id { get; } = Guid.CreateVersion7(clock.GetUtcNow());
}
