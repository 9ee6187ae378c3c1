namespace Synter.Domain.Kernel;

/// <summary>
/// Which rows a database connection may see. Every connection is opened with one; row-level security enforces it.
/// </summary>
public abstract record Scope
{
    private Scope()
    {
    }

    /// <summary>The rows of one workspace: the scope of every use case.</summary>
    public sealed record Workspace(WorkspaceId Id) : Scope;

    /// <summary>
    /// All rows, for the clock, the queue, migrations, staff and audit verification only. An architecture test lists who
    /// may say this; the reason is for the log.
    /// </summary>
    public sealed record System(string Reason) : Scope;
}
