using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Audit;

/// <summary>What SQL and C# must agree on about a chain.</summary>
internal static class AuditChain
{
    /// <summary>The chain of a workspace has its id. The platform's has the nil id, which only the system scope can see.</summary>
    public static Guid Id(WorkspaceId? workspace) => workspace?.Value ?? Guid.Empty;

    public static string Name(Via via) => EnumNames.Write(via);
}
