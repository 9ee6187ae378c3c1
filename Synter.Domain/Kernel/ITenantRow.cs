namespace Synter.Domain.Kernel;

/// <summary>
/// A row that belongs to a workspace. Its table gets the query filter <c>tenant</c> and forced row-level security without
/// another word; a test fails when a table has a workspace and not this.
/// </summary>
public interface ITenantRow
{
    WorkspaceId WorkspaceId { get; }
}
